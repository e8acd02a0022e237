(function readArticles() {
  const form = document.getElementById("filters");
  if (!form) return;
  const words = JSON.parse(document.getElementById("words").textContent);
  const panel = form.closest("section"), status = document.getElementById("shown");
  const stories = [...document.querySelectorAll("article.story")];
  const texts = new Map();
  const textOf = (story) => texts.get(story) ?? texts.set(story, folded(story.textContent)).get(story);
  const pressed = (name) => [...panel.querySelectorAll(`button[data-${name}][aria-pressed=true]`)].map((one) => one.dataset[name]);

  function filter() {
    const stances = pressed("stance"), speakers = pressed("speaker");
    const asked = folded(form.elements.search.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const story of stories) {
      let any = !stances.length && !speakers.length;
      for (const part of story.querySelectorAll("[data-stance]")) {
        const fits = (!stances.length || stances.includes(part.dataset.stance)) &&
          (!speakers.length || speakers.includes(part.dataset.speaker));
        part.classList.toggle("dimmed", !fits);
        any ||= fits;
      }
      story.hidden = !any || !asked.every((word) => textOf(story).includes(word));
      shown += !story.hidden;
    }
    status.textContent = words["articles.shown"]
      .replace("{shown}", shown.toLocaleString("en")).replace("{count}", stories.length.toLocaleString("en"));
  }
  onFilter(form, filter);
  panel.querySelector("table")?.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-speaker]");
    if (!button) return;
    button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
    filter();
  });
  form.addEventListener("reset", () =>
    panel.querySelectorAll("button[data-speaker]").forEach((button) => button.setAttribute("aria-pressed", "false")));
  filter();
  document.documentElement.dataset.ready = "true";
})();
