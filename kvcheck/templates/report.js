"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const person = document.getElementById("person");
  const company = document.getElementById("company");
  const reset = document.getElementById("reset");
  const unfold = document.getElementById("unfold");
  const status = document.getElementById("status");
  const verdicts = all("button[data-verdict]");
  const languages = all("button[data-lang]");
  const trips = all("details.trip");
  const items = all("[data-trips]").map((item) => [item, item.dataset.trips.split(" ")]);
  const scopes = all(".scope")
    .map((scope) => [scope, all("[data-trips]", scope)])
    .filter(([, inner]) => inner.length);
  const pressed = (button) => button.getAttribute("aria-pressed") === "true";

  function tell(shown, active) {
    const total = status.dataset.total;
    const texts = active
      ? { en: `Showing ${shown} of ${total} trips`, ko: `출장 ${total}건 중 ${shown}건 표시` }
      : { en: "", ko: "" };
    status.textContent = texts[root.lang];
    status.classList.toggle("active", active);
  }

  function apply() {
    const wanted = verdicts.filter(pressed).map((button) => button.dataset.verdict);
    const name = person.value.trim().toLowerCase();
    const active = Boolean(wanted.length || name || company.value);
    const matching = new Set(
      trips
        .filter(
          (trip) =>
            (!wanted.length || wanted.includes(trip.dataset.verdict)) &&
            (!name || trip.dataset.person.toLowerCase().includes(name)) &&
            (!company.value || trip.dataset.company === company.value),
        )
        .map((trip) => trip.dataset.trips),
    );
    for (const [item, own] of items) item.hidden = !own.some((trip) => matching.has(trip));
    for (const [scope, inner] of scopes) scope.hidden = inner.every((item) => item.hidden);
    for (const tally of all(".tally")) {
      const own = all("[data-trips]", tally.closest("details")).flatMap((item) => item.dataset.trips.split(" "));
      const shown = new Set(own.filter((trip) => matching.has(trip))).size;
      tally.textContent = active && shown < Number(tally.dataset.tally) ? `${shown} / ` : "";
    }
    reset.disabled = !active;
    tell(matching.size, active);
  }

  function speak(lang) {
    root.lang = lang;
    for (const button of languages) button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
    for (const each of all("[data-en]")) each.textContent = each.dataset[lang];
    apply();
  }

  function fold(open) {
    unfold.setAttribute("aria-pressed", String(open));
    for (const each of all("details")) each.open = open;
  }

  function reveal() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let each = target; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
    target.scrollIntoView();
  }

  for (const button of languages) button.addEventListener("click", () => speak(button.dataset.lang));
  for (const button of verdicts) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(!pressed(button)));
      apply();
    });
  }
  person.addEventListener("input", apply);
  company.addEventListener("change", apply);
  reset.addEventListener("click", () => {
    for (const button of verdicts) button.setAttribute("aria-pressed", "false");
    person.value = company.value = "";
    apply();
    person.focus();
  });
  unfold.addEventListener("click", () => fold(!pressed(unfold)));
  addEventListener("hashchange", reveal);

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    for (const each of folded) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of folded) each.open = false;
  });

  root.classList.add("scripted");
  reveal();
})();
