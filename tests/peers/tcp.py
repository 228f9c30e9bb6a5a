"""tcp.py ADDRESS: what node.mjs does, with Python's msgpack over TCP: four bytes of length before each message."""

import json
import os
import socket
import struct
import sys
import time

import msgpack

SUBMIT, RESULT, ERROR, PING, REGISTER, BATCH, CANCEL = 1, 2, 3, 4, 5, 6, 8


class Peer:
    def __init__(self):
        self.sequence = 0
        host, port = sys.argv[1].split(":")
        self.stream = socket.create_connection((host, int(port))).makefile("rwb")

    def send_bytes(self, message):
        self.stream.write(struct.pack(">I", len(message)) + message)
        self.stream.flush()

    def send(self, kind, sequence=None, **content):
        if sequence is None:
            self.sequence = sequence = self.sequence + 1
        self.send_bytes(msgpack.packb({"v": 1, "t": kind, "s": sequence, "ts": int(time.time()), "src": 0, "dst": 0, **content}))

    def receive(self):
        (length,) = struct.unpack(">I", self.stream.read(4))
        return msgpack.unpackb(self.stream.read(length))

    def answer(self):
        answer = self.receive()
        if answer["s"] != self.sequence:
            sys.exit(f"asked {self.sequence}, answered {answer}")
        return answer

    def ask(self, kind, **content):
        self.send(kind, **content)
        return self.answer()

    def submit(self, group, element, data):
        self.send(SUBMIT, d={"id": f"{group}-{element}", "g": group, "e": element, "d": data, "p": 7, "t": 20})

    def run(self, group, element, data):
        self.submit(group, element, data)
        return told(self.answer())


def told(answer):
    data = answer["d"]
    return shown(data["data"]) if answer["t"] == RESULT else "{code} {category}: {message}".format(**data)


# As node.mjs prints it.
def shown(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


peer = Peer()
alive = peer.ask(PING, d=None)["d"]
print("ping", shown(alive["ok"]), ",".join(alive))
print("transform", peer.run("df", "transform", {"input": ["a", "b"], "op": "uppercase"}))
print("uppercase", peer.run("df", "uppercase", "grüße 🧪"))
print("process_data", peer.run("df", "process_data", {"items": [1, -2, 40_000]}))
print("validate", peer.run("cf", "validate", None))
receipt = peer.ask(SUBMIT, d={"id": "notice", "g": "ed", "e": "notify_users", "d": {"message": "hello"}})["d"]["data"]
print("notify_users", shown(receipt["sent"]), shown(receipt["timestamp"] > 1.7e12))
print("unknown", peer.run("df", "nobody", 1))
print("misfit", peer.run("df", "process_data", {"items": [1, "two"]}))

peer.send(BATCH, atoms=[
    {"id": f"n{n}", "g": "df", "e": "nobody" if n == 2 else "process_data", "d": {"items": [n]}} for n in (1, 2, 3)])
answers = sorted((peer.answer() for _ in range(3)), key=lambda answer: answer["d"]["atom_id"])
print("batch", *("{}={}".format(answer["d"]["atom_id"], answer["d"].get("data", answer["d"].get("code"))) for answer in answers))

# As a reactor, on a connection of its own. The names are this process's: others register here too.
reactor = Peer()
half, never = f"half_{os.getpid()}", f"never_{os.getpid()}"
reactor.ask(REGISTER, d={"name": "python", "elements": [f"df:{half}", f"df:{never}"]})
peer.submit("df", half, 84)
message = reactor.receive()
reactor.send(RESULT, message["s"], d={"atom_id": message["d"]["id"], "data": message["d"]["d"] // 2, "duration_ms": 0})
print("reactor", told(peer.answer()))

peer.submit("df", half, "many")
message = reactor.receive()
reactor.send(ERROR, message["s"], d={"atom_id": message["d"]["id"], "code": 422, "category": "fatal", "message": "no number"})
print("refused", told(peer.answer()))

peer.submit("df", never, None)
atom = reactor.receive()["d"]
peer.send(CANCEL, 0, d={"atom_id": f"df-{never}"})
print("cancel", told(peer.answer()).split(":")[0], shown(atom["id"] == f"df-{never}"))

peer.send_bytes(b"\xc1")
print("garbage", peer.receive()["d"]["code"], "closed" if peer.stream.read() == b"" else "open")
