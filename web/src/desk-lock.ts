// A desk that nobody uses leaves the screen: after five minutes on one page, or when a laptop wakes up later. The server has locked by
// then; this only takes away what the page still shows.
const idle = 5 * 60 * 1000;
const opened = Date.now();

function leaveWhenIdle() {
  if (Date.now() - opened >= idle) location.replace("/desk/locked");
}

setTimeout(leaveWhenIdle, idle);
document.addEventListener("visibilitychange", leaveWhenIdle);
window.addEventListener("pageshow", leaveWhenIdle);
