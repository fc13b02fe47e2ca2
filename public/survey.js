// Shows the questions of a public survey one at a time. Without it the page is a plain form with all of them.
(() => {
  const form = document.querySelector("form[data-survey]");
  if (!form) return;
  const questions = [...form.querySelectorAll("[data-question]")];
  const send = form.querySelector(".wm-button");
  const count = form.querySelector("[data-count]");
  const sendText = send.textContent;
  const { next: nextText, back: backText, progress: progressText } = form.dataset;
  if (questions.length < 2) return;
  form.classList.add("wm-steps");

  const progress = document.createElement("div");
  progress.className = "wm-progress";
  progress.setAttribute("aria-hidden", "true");
  const bars = questions.map(() => progress.appendChild(document.createElement("i")));
  form.parentElement.insertBefore(progress, form);

  const back = document.createElement("button");
  back.type = "button";
  back.className = "wm-back";
  back.textContent = backText;
  send.after(back);

  let now = Math.max(
    0,
    questions.findIndex((question) => question.querySelector(".wm-problem")),
  );
  const show = (move) => {
    questions.forEach((question, i) => {
      question.hidden = i !== now;
    });
    bars.forEach((bar, i) => {
      bar.classList.toggle("is-done", i <= now);
    });
    back.hidden = now === 0;
    send.textContent = now === questions.length - 1 ? sendText : nextText;
    // The text is a sample with 11 of 99 in it, so that every language may order its words.
    count.textContent = progressText.replace("11", String(now + 1)).replace("99", String(questions.length));
    if (move) {
      const words = questions[now].querySelector(".wm-ask");
      words.tabIndex = -1;
      words.focus();
      window.scrollTo(0, 0);
    }
  };
  back.addEventListener("click", () => {
    now -= 1;
    show(true);
  });
  let isSent = false;
  form.addEventListener("submit", (event) => {
    if (now < questions.length - 1) {
      event.preventDefault();
      now += 1;
      show(true);
    } else if (isSent) {
      event.preventDefault();
    } else {
      isSent = true;
    }
  });
  window.addEventListener("pageshow", () => {
    isSent = false;
  });
  show(false);
})();
