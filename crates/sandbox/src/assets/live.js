"use strict";
// Live refresh, dragging of cards, and the menu that moves them without a mouse.

const live = document.querySelector("[data-live]");
const said = document.querySelector("#said");
let dragged = null;
let moving = null;

const esc = (id) => CSS.escape(id);

function address() {
  const query = new URLSearchParams();
  const search = document.querySelector("#search");
  const posting = document.querySelector("#posting");
  if (search && search.value) query.set("q", search.value);
  if (posting && posting.value) query.set("posting", posting.value);
  return query;
}

/** Draws what has changed since the last look; keeps focus and scroll positions. */
async function refresh(always) {
  if (!live || pressed) return;
  const query = address();
  if (!always) query.set("seen", live.dataset.revision);
  const answer = await fetch(`${live.dataset.live}?${query}`, { cache: "no-store" });
  if (answer.status !== 200 || pressed) return;
  const html = await answer.text();
  const scrolled = new Map();
  for (const column of live.querySelectorAll(".column")) {
    scrolled.set(column.dataset.stage, column.querySelector(".cards").scrollTop);
  }
  const focused = document.activeElement?.closest?.("[data-opportunity]");
  const selector = focused && live.contains(focused)
    ? `[data-opportunity="${esc(focused.dataset.opportunity)}"] .${document.activeElement.classList[0]}`
    : null;
  live.innerHTML = html;
  live.dataset.revision = answer.headers.get("x-revision");
  for (const column of live.querySelectorAll(".column")) {
    column.querySelector(".cards").scrollTop = scrolled.get(column.dataset.stage) ?? 0;
  }
  if (selector) live.querySelector(selector)?.focus();
  const select = document.querySelector("#move");
  const profile = live.querySelector(".profile");
  if (select && profile && document.activeElement !== select) select.value = profile.dataset.stage;
}

async function moveTo(opportunity, stage, words) {
  const answer = await fetch(`/control/opportunities/${encodeURIComponent(opportunity)}/stage`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ stage }),
  });
  if (said) said.textContent = answer.ok ? `Moved to ${words}` : "The move was refused";
  await refresh(true);
}

async function poll() {
  try {
    if (!document.hidden) await refresh(false);
    document.body.classList.remove("lost");
  } catch {
    document.body.classList.add("lost");
  }
  setTimeout(poll, 1000);
}

// Dragging goes by pointer events: the browser's own drag and drop loses the last movement when a
// pointer is driven by a program.
const board = document.querySelector("#board");
let pressed = null;

function columnAt(event) {
  return document.elementFromPoint(event.clientX, event.clientY)?.closest?.(".column") ?? null;
}

function light(column) {
  for (const other of document.querySelectorAll(".column.over")) {
    if (other !== column) other.classList.remove("over");
  }
  column?.classList.add("over");
}

function lift(event) {
  const card = pressed.card;
  const box = card.getBoundingClientRect();
  const ghost = card.cloneNode(true);
  ghost.className = "card ghost";
  ghost.removeAttribute("data-opportunity");
  ghost.style.width = `${box.width}px`;
  document.body.append(ghost);
  card.classList.add("dragged");
  document.body.classList.add("dragging");
  dragged = { card, ghost, dx: pressed.x - box.left, dy: pressed.y - box.top };
  follow(event);
}

function follow(event) {
  const { ghost, dx, dy } = dragged;
  ghost.style.transform = `translate(${event.clientX - dx}px, ${event.clientY - dy}px)`;
  light(columnAt(event));
  const edges = board.getBoundingClientRect();
  if (event.clientX > edges.right - 40) board.scrollBy(24, 0);
  if (event.clientX < edges.left + 40) board.scrollBy(-24, 0);
}

function release() {
  pressed = null;
  if (!dragged) return;
  dragged.ghost.remove();
  dragged.card.classList.remove("dragged");
  document.body.classList.remove("dragging");
  light(null);
  dragged = null;
}

board?.addEventListener("pointerdown", (event) => {
  const card = event.target.closest(".card");
  if (!card || event.button !== 0 || event.pointerType === "touch" || event.target.closest("button")) return;
  pressed = { card, x: event.clientX, y: event.clientY };
});

document.addEventListener("pointermove", (event) => {
  if (dragged) follow(event);
  else if (pressed && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > 5) lift(event);
});

document.addEventListener("pointerup", (event) => {
  if (!dragged) {
    pressed = null;
    return;
  }
  // The click that ends a drag must not open the candidate.
  const swallow = (click) => {
    click.preventDefault();
    click.stopPropagation();
  };
  document.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 0);
  const { card } = dragged;
  const column = columnAt(event);
  const from = card.closest(".column");
  release();
  if (!column || column === from) return;
  column.querySelector(".empty")?.remove();
  column.querySelector(".cards").prepend(card);
  moveTo(card.dataset.opportunity, column.dataset.stage, column.dataset.stageName);
});

document.addEventListener("pointercancel", release);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") release();
});

const menu = document.querySelector("#move-menu");
document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".card-move");
  if (button && menu) {
    moving = button.closest(".card").dataset.opportunity;
    const here = button.closest(".column").dataset.stage;
    for (const item of menu.querySelectorAll("[data-to]")) item.disabled = item.dataset.to === here;
    menu.showModal();
    return;
  }
  const item = event.target.closest?.("[data-to]");
  if (item && moving) {
    menu.close();
    moveTo(moving, item.dataset.to, item.textContent);
    moving = null;
  } else if (event.target === menu) {
    menu.close();
  }
});

document.querySelector("#move")?.addEventListener("change", (event) => {
  const select = event.target;
  moveTo(select.dataset.opportunity, select.value, select.selectedOptions[0].textContent);
});

let typed = 0;
document.querySelector("#search")?.addEventListener("input", () => {
  clearTimeout(typed);
  typed = setTimeout(() => refresh(true), 150);
});
document.querySelector("#posting")?.addEventListener("change", () => refresh(true));

if (live) setTimeout(poll, 1000);
