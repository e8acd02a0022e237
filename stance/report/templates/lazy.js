/** A list that makes its elements a page at a time, and says how many of how many it shows. */
class LazyList {
  constructor(words, make, page = 40) {
    Object.assign(this, { words, make, page, items: [], shown: 0 });
    this.list = document.getElementById("list");
    this.more = document.getElementById("more");
    this.status = document.getElementById("shown");
    this.more.addEventListener("click", () => this.extend());
    // a printer gets everything that the filters let through, up to what anybody would print
    addEventListener("beforeprint", () => { while (this.shown < Math.min(this.items.length, 500)) this.extend(); });
  }
  show(items) {
    this.items = items;
    this.shown = 0;
    this.list.replaceChildren();
    this.extend();
  }
  extend() {
    this.list.append(...this.items.slice(this.shown, this.shown + this.page).map(this.make));
    this.shown = Math.min(this.shown + this.page, this.items.length);
    this.more.hidden = this.shown >= this.items.length;
    const number = (value) => value.toLocaleString("en");
    this.status.textContent = this.items.length
      ? this.words["errors.shown"].replace("{shown}", number(this.shown)).replace("{count}", number(this.items.length))
      : this.words["errors.nothing"];
  }
}

/** Calls `change` when a filter of `form` is changed, typed in or reset; typing is waited for. */
function onFilter(form, change) {
  let waiting = 0;
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(change, 120); });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[aria-pressed]");
    if (!button) return;
    button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
    change();
  });
  form.addEventListener("reset", () => {
    form.querySelectorAll("button[aria-pressed]").forEach((button) => button.setAttribute("aria-pressed", "false"));
    setTimeout(change);
  });
}
