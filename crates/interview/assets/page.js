// Everything works without this script. With it, times are the reader's own and answers are saved
// while they are typed.
"use strict";

for (const time of document.querySelectorAll("time[datetime]")) {
  const date = new Date(time.dateTime);
  if (!Number.isNaN(date.getTime())) {
    time.textContent = new Intl.DateTimeFormat(document.documentElement.lang, {
      weekday: "long", day: "numeric", month: "long", year: "numeric",
      hour: "numeric", minute: "2-digit", timeZoneName: "short",
    }).format(date);
  }
}

const form = document.getElementById("question");
if (form) keepSaved(form);

function keepSaved(form) {
  // A field, or the answers to choose from: both have a value.
  const area = form.elements.answer;
  const field = document.getElementById("answer");
  const longest = Number(form.dataset.longest);
  // A preview keeps nothing.
  const keeps = form.dataset.save !== undefined;
  const status = document.getElementById("saved");
  const count = document.getElementById("count");
  // Names this window, so that its own saves never overtake each other.
  const writer = Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");
  let stored = area.value;
  let timer = 0;
  let busy = false;
  let leaving = false;
  let patience = 1000;

  form.elements.writer.value = writer;
  showCount();

  form.addEventListener("input", () => {
    showCount();
    if (status.dataset.saved) say("", "");
    patience = 1000;
    plan(600);
  });
  addEventListener("online", () => plan(0));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
  });
  addEventListener("beforeunload", (event) => {
    if (keeps && !leaving && area.value !== stored) event.preventDefault();
  });
  addEventListener("pageshow", () => { leaving = false; });
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
    form.elements.sequence.value = Number(form.elements.sequence.value) + 1;
  });

  function plan(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  async function save(last) {
    const text = area.value;
    if (!keeps || text === stored || leaving || tooLong(text)) return;
    if (busy && last !== true) return plan(300);
    busy = true;
    const sequence = Number(form.elements.sequence.value) + 1;
    form.elements.sequence.value = sequence;
    if (last !== true) say("", "Saving…");
    try {
      const answer = await fetch(form.dataset.save, {
        method: "POST",
        body: new URLSearchParams({ answer: text, base: form.elements.base.value, writer, sequence }),
        // Browsers cap what may outlive a page.
        keepalive: last === true && text.length < 12000,
      });
      const news = await answer.json();
      if (answer.ok) {
        stored = text;
        patience = 1000;
        form.elements.base.value = news.version;
        say("yes", news.replaced ? "Saved. Another window had written here too; its text is kept below." : "Saved");
        if (area.value !== text) plan(600);
      } else if (answer.status >= 500) {
        later();
      } else {
        say("no", news.message);
      }
    } catch {
      later();
    } finally {
      busy = false;
    }
  }

  function later() {
    say("no", "Not saved yet. Keep this page open; we keep trying.");
    patience = Math.min(patience * 2, 30000);
    plan(patience);
  }

  function say(state, words) {
    status.dataset.saved = state;
    if (status.textContent !== words) status.textContent = words;
  }

  // The server counts code points.
  function length(text) { return text.length > longest ? [...text].length : text.length; }

  function tooLong(text) { return length(text) > longest; }

  function showCount() {
    if (!count) return;
    const now = length(area.value);
    const over = now > longest;
    count.textContent = over
      ? `${(now - longest).toLocaleString("en")} characters too many to be saved`
      : `${now.toLocaleString("en")} of ${longest.toLocaleString("en")} characters`;
    count.classList.toggle("over-limit", over);
    if (over) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}
