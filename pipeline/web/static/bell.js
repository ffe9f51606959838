// One EventSource for all tabs: a browser allows six connections to a host, and each tab would hold one.
"use strict";
var ports = [], source = null, up = false, told = ""; // told: the number of the last telling
function say(message) { ports.forEach(function (port) { port.postMessage(message); }); }
function listen() {
  source = new EventSource("/events");
  source.onerror = function () {
    up = false; say({ news: "down" });
    if (source.readyState === 2) { setTimeout(listen, 2000); }
  };
  ["open", "job", "standing", "end"].forEach(function (name) {
    source.addEventListener(name, function (event) {
      up = true;
      told = event.data;
      say({ news: name, told: told });
      if (name === "end") { source.close(); source = null; }
    });
  });
}
onconnect = function (event) {
  var port = event.ports[0];
  ports.push(port);
  port.onmessage = function (message) {
    if (message.data === "bye") { ports = ports.filter(function (each) { return each !== port; }); }
  };
  if (!source) { listen(); } else if (up) { port.postMessage({ news: "open", told: told }); }
};
