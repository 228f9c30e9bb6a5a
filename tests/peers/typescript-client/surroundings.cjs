// What the published client takes for granted of its surroundings: that its server is at port 8443, and that a socket may be written to
// before it is open. `node --require` loads this first; the test's server has the port in PACKETFLOW_PORT.
const net = require("node:net");
const { WebSocket } = require("ws");

const connect = net.connect;
net.connect = (options) => connect({ ...options, host: "127.0.0.1", port: process.env.PACKETFLOW_PORT });

const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (message) {
  if (this.readyState === WebSocket.CONNECTING) {
    this.once("open", () => send.call(this, message));
  } else {
    send.call(this, message);
  }
};
