"use strict";
// The board: only what has changed is drawn anew, more cards come as somebody scrolls, cards are dragged
// or moved by a menu.

const board = document.querySelector("#board");
const summary = document.querySelector("#summary");
const search = document.querySelector("#search");
const posting = document.querySelector("#posting");
const few = Number(board.dataset.cards);
let pressed = null;
let dragged = null;
let moving = null;
let asked = 0;
let drawnFor = "";

const columns = () => board.querySelectorAll(".column");
const listOf = (column) => column.querySelector(".cards");
const cardsOf = (column) => listOf(column).querySelectorAll(":scope > .card");

/** What a column shows, in eight digits: FNV-1a of its people and the marks of its first cards. */
function markOf(column, shown) {
  let text = column.dataset.people;
  for (const card of [...cardsOf(column)].slice(0, shown)) text += card.dataset.mark;
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

function choice() {
  const query = new URLSearchParams();
  if (search.value.trim()) query.set("q", search.value.trim());
  if (posting.value) query.set("posting", posting.value);
  return query;
}

/** Draws the columns that look different now. Where nobody has scrolled, the first cards are enough. */
async function draw(always) {
  if (pressed) return;
  const query = choice();
  const chosen = query.toString();
  // An earlier answer may have been dropped: then the same revision is news, too.
  if (!always && chosen === drawnFor) query.set("seen", board.dataset.revision);
  for (const column of columns()) {
    const shown = listOf(column).scrollTop > 0 ? cardsOf(column).length : few;
    query.append("have", `${column.dataset.stage}:${shown}:${markOf(column, shown)}`);
  }
  const number = ++asked;
  const answer = await fetch(`/board?${query}`, { cache: "no-store" });
  if (answer.status !== 200) return;
  const drawn = document.createElement("template");
  drawn.innerHTML = await answer.text();
  // Meanwhile somebody may have begun to drag, or asked for something else.
  if (pressed || number !== asked) return;
  board.dataset.revision = answer.headers.get("x-revision");
  drawnFor = chosen;
  const active = board.contains(document.activeElement) ? document.activeElement : null;
  const focused = active?.closest(".card")?.dataset.opportunity;
  for (const fresh of drawn.content.querySelectorAll(".column")) {
    const column = board.querySelector(`.column[data-stage="${CSS.escape(fresh.dataset.stage)}"]`);
    if (column) replace(column, fresh);
    else board.append(fresh);
  }
  if (focused && document.activeElement !== active) {
    const part = active.classList[0];
    board.querySelector(`.card[data-opportunity="${CSS.escape(focused)}"] .${part}`)?.focus();
  }
  count();
}

/** Makes a column look like the fresh one and keeps every card that stays as it is. */
function replace(column, fresh) {
  for (const { name, value } of fresh.attributes) {
    // A card that is held over it lights it up.
    if (name !== "class") column.setAttribute(name, value);
  }
  column.querySelector(".count").textContent = fresh.querySelector(".count").textContent;
  const list = listOf(column);
  const wanted = [...listOf(fresh).children];
  const ids = new Set(wanted.map((item) => item.dataset.opportunity));
  const here = new Map();
  for (const item of [...list.children]) {
    if (item.dataset.opportunity && ids.has(item.dataset.opportunity)) here.set(item.dataset.opportunity, item);
    else item.remove();
  }
  let next = list.firstElementChild;
  for (const item of wanted) {
    const old = here.get(item.dataset.opportunity);
    const stays = old && old.dataset.mark === item.dataset.mark;
    if (stays && old === next) {
      next = next.nextElementSibling;
      continue;
    }
    if (old && !stays) {
      if (old === next) next = next.nextElementSibling;
      old.remove();
    }
    list.insertBefore(stays ? old : item, next);
  }
}

function count() {
  let people = 0;
  for (const column of columns()) people += Number(column.dataset.people);
  const number = people.toLocaleString("en");
  const found = search.value.trim() ? "found" : people === 1 ? "candidate" : "candidates";
  const words = people || !search.value.trim() ? `${number} ${found}` : "Nobody found";
  if (summary.textContent !== words) summary.textContent = words;
}

/** Brings more cards before somebody reaches the end of a column. */
function near(list) {
  const end = list.querySelector(":scope > .more");
  if (end && end.offsetTop - list.scrollTop < list.clientHeight + 900) extend(end);
}

async function extend(button) {
  if (button.disabled) return;
  const byKey = document.activeElement === button;
  const column = button.closest(".column");
  button.disabled = true;
  const query = choice();
  const asked = query.toString();
  query.set("after", button.dataset.after);
  try {
    const answer = await fetch(`/board/${encodeURIComponent(column.dataset.stage)}?${query}`, { cache: "no-store" });
    const drawn = document.createElement("template");
    drawn.innerHTML = answer.ok ? await answer.text() : "";
    // Meanwhile the column may have been drawn anew, or somebody else may be wanted.
    if (!answer.ok || !button.isConnected || asked !== choice().toString()) return;
    const had = new Set([...cardsOf(column)].map((card) => card.dataset.opportunity));
    const fresh = [...drawn.content.children].filter((item) => !had.has(item.dataset.opportunity));
    button.replaceWith(...fresh);
    if (byKey) fresh[0]?.querySelector("a")?.focus();
    near(listOf(column));
  } finally {
    button.disabled = false;
  }
}

board.addEventListener(
  "scroll",
  (event) => {
    if (event.target.classList?.contains("cards")) near(event.target);
  },
  { capture: true, passive: true },
);

// Dragging goes by pointer events: the browser's own drag and drop loses the last movement when a
// pointer is driven by a program.
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

/** Moves somebody, and looks what became of it in both columns. */
async function send(card, column) {
  await moveTo(card.dataset.opportunity, column.dataset.stage, column.dataset.stageName);
  await draw(true);
}

board.addEventListener("pointerdown", (event) => {
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
  if (!column || !from || column === from) return;
  const sent = send(card, column);
  listOf(column).querySelector(".empty")?.remove();
  listOf(column).prepend(card);
  return sent;
});

document.addEventListener("pointercancel", release);

const menu = document.querySelector("#move-menu");
document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".card-move");
  if (button) {
    openMenu(button.closest(".card"));
    return;
  }
  const end = event.target.closest?.(".more");
  if (end) {
    end.focus();
    extend(end);
    return;
  }
  const item = event.target.closest?.("[data-to]");
  if (item && moving) {
    menu.close();
    const to = board.querySelector(`.column[data-stage="${CSS.escape(item.dataset.to)}"]`);
    if (to && moving.isConnected) send(moving, to);
    moving = null;
  } else if (event.target === menu) {
    menu.close();
  }
});

function openMenu(card) {
  moving = card;
  const here = card.closest(".column").dataset.stage;
  for (const item of menu.querySelectorAll("[data-to]")) item.disabled = item.dataset.to === here;
  menu.showModal();
}

// Arrow keys go from card to card, `m` opens the menu of the one that has the focus.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") release();
  const card = event.target.closest?.("#board .card");
  if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
  const column = card.closest(".column");
  const beside = (step) => {
    const row = [...cardsOf(column)].indexOf(card);
    for (let to = step(column); to; to = step(to)) {
      const cards = cardsOf(to);
      if (cards.length) return cards[Math.min(row, cards.length - 1)];
    }
    return null;
  };
  const ways = {
    ArrowDown: () => card.nextElementSibling,
    ArrowUp: () => card.previousElementSibling,
    ArrowRight: () => beside((other) => other.nextElementSibling),
    ArrowLeft: () => beside((other) => other.previousElementSibling),
  };
  if (event.key === "m") {
    event.preventDefault();
    card.querySelector(".card-move").focus();
    openMenu(card);
  } else if (ways[event.key]) {
    const to = ways[event.key]();
    if (!to) return;
    event.preventDefault();
    (to.matches(".more") ? to : to.querySelector("a"))?.focus();
  }
});

let typed = 0;
function choose() {
  for (const column of columns()) listOf(column).scrollTop = 0;
  draw(true);
}
search.addEventListener("input", () => {
  clearTimeout(typed);
  typed = setTimeout(choose, 150);
});
posting.addEventListener("change", choose);

drawnFor = choice().toString();
count();
watch(() => draw(false));
