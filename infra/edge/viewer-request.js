// Runs at the edge on every request (CloudFront Functions, JavaScript runtime 2.0: no modules, no packages).
// A published file lies under /file/<space>/<last day>/…: when its last day is over, the answer is 410 from that very
// midnight of Rome on, whatever a cache still holds. A day that was tampered with names an object that is not there.
var dated = /^\/file\/(albo|trasparenza)\/(\d{4}-\d\d-\d\d)\//;

/** The last Sunday of a month, at 01:00 UTC: when Europe changes its clocks (Directive 2000/84/EC). */
function change(year, month) {
  var last = new Date(Date.UTC(year, month + 1, 0, 1));
  return last.getTime() - last.getUTCDay() * 86400000;
}

/** The day of Rome at an instant. The runtime knows no time zones. */
function romeDay(now) {
  var year = new Date(now).getUTCFullYear();
  var summer = now >= change(year, 2) && now < change(year, 9);
  return new Date(now + (summer ? 2 : 1) * 3600000).toISOString().slice(0, 10);
}

// biome-ignore lint/correctness/noUnusedVariables: the runtime calls it by this name.
function handler(event) {
  var request = event.request;
  var found = dated.exec(request.uri);
  if (found && romeDay(Date.now()) > found[2]) {
    return {
      statusCode: 410,
      statusDescription: "Gone",
      headers: {
        "content-type": { value: "text/plain; charset=utf-8" },
        "cache-control": { value: "no-store" },
        "x-robots-tag": { value: "noindex" },
      },
      body: {
        encoding: "text",
        data: "La pubblicazione di questo file è terminata.\nThe publication of this file is over.\n",
      },
    };
  }
  // Whatever the visitor sent under this name is replaced: the limits of the pages count by it.
  request.headers["x-visto-viewer"] = { value: event.viewer.ip };
  return request;
}
