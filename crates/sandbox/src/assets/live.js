"use strict";
// Live refresh of a page, and moving people between stages. The board has more: see board.js.

const live = document.querySelector("[data-live]");
const said = document.querySelector("#said");

/** Draws what has changed since the last look. */
async function refresh(always) {
  const query = new URLSearchParams();
  if (!always) query.set("seen", live.dataset.revision);
  const answer = await fetch(`${live.dataset.live}?${query}`, { cache: "no-store" });
  if (answer.status !== 200) return;
  live.innerHTML = await answer.text();
  live.dataset.revision = answer.headers.get("x-revision");
  const select = document.querySelector("#move");
  const profile = live.querySelector(".profile");
  if (select && profile && document.activeElement !== select) select.value = profile.dataset.stage;
}

/** Moves somebody and says so; answers whether it was done. */
async function moveTo(opportunity, stage, words) {
  const answer = await fetch(`/control/opportunities/${encodeURIComponent(opportunity)}/stage`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ stage }),
  });
  if (said) said.textContent = answer.ok ? `Moved to ${words}` : "The move was refused";
  return answer.ok;
}

/** Looks every second while somebody may be looking. */
function watch(look) {
  const again = async () => {
    try {
      if (!document.hidden) await look();
      document.body.classList.remove("lost");
    } catch {
      document.body.classList.add("lost");
    }
    setTimeout(again, 1000);
  };
  setTimeout(again, 1000);
}

document.querySelector("#move")?.addEventListener("change", async (event) => {
  const select = event.target;
  await moveTo(select.dataset.opportunity, select.value, select.selectedOptions[0].textContent);
  await refresh(true);
});

if (live) watch(() => refresh(false));
