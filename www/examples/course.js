// The course page shows one view of each element. Where the learner goes on to another (a quiz on what they have just read, say), the page
// offers its own way back.
for (const practice of document.querySelectorAll("interview-practice")) {
  const back = practice.parentElement?.querySelector(".back");
  if (!(back instanceof HTMLButtonElement)) continue;
  const view = practice.getAttribute("view");
  practice.addEventListener("ip-view", (event) => {
    back.hidden = event.detail.view === view;
  });
  back.addEventListener("click", () => practice.setAttribute("view", `${view}`));
}
