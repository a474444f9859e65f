import { beforeEach, describe, expect, it } from "vitest";
import { backoffDelay, Connection, linkStatus, type Socket, type World } from "../src/connection";
import type { ServerMessage } from "../src/wire.gen";
import { hello, stateMessage } from "./records";

class FakeSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  sent: string[] = [];
  closed = false;
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.closed = true;
  }
  says(message: ServerMessage): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

let now = 0;
let sockets: FakeSocket[] = [];
let timers: { at: number; act: () => void }[] = [];
let news: boolean[] = [];

const world: World = {
  now: () => now,
  random: () => 1,
  open: () => {
    const socket = new FakeSocket();
    sockets.push(socket);
    return socket;
  },
  after: (ms, act) => timers.push({ at: now + ms, act }),
  cancel: () => {
    timers = [];
  },
};

function pass(ms: number): void {
  now += ms;
  const due = timers.filter((timer) => timer.at <= now);
  timers = timers.filter((timer) => timer.at > now);
  for (const timer of due) timer.act();
}

function newest(): FakeSocket {
  return sockets.at(-1) as FakeSocket;
}

function connected(): Connection {
  const connection = new Connection(
    "ws://x",
    world,
    (_, isNew) => news.push(isNew),
    () => undefined,
  );
  connection.connect();
  newest().onopen?.();
  newest().says(hello);
  newest().says({ ...stateMessage("A", "healthy", false), seq: 7 });
  return connection;
}

beforeEach(() => {
  now = 1000;
  sockets = [];
  timers = [];
  news = [];
});

describe("the waiting between attempts", () => {
  it("doubles from half a second and ends at ten", () => {
    expect([0, 1, 2, 3, 4, 5, 9].map((attempt) => backoffDelay(attempt, 1))).toEqual([
      500, 1000, 2000, 4000, 8000, 10_000, 10_000,
    ]);
  });

  it("is never shorter than half of that, so that chance cannot make a storm", () => {
    expect(backoffDelay(3, 0)).toBe(2000);
  });

  it("starts over once something new has come", () => {
    connected();
    for (const wait of [500, 1000]) {
      newest().onclose?.();
      const before = sockets.length;
      pass(wait - 1);
      expect(sockets.length).toBe(before);
      pass(1);
      expect(sockets.length).toBe(before + 1);
    }
    newest().says({ ...stateMessage("A", "healthy", false), seq: 8 });
    newest().onclose?.();
    pass(500);
    expect(sockets.length).toBe(4);
  });
});

describe("what is said of the link", () => {
  it("is live, then stale after five seconds of silence", () => {
    const connection = connected();
    expect(connection.status().phase).toBe("live");
    pass(5001);
    expect(connection.status()).toEqual({ phase: "stale", age: 5.001 });
  });

  it("is lost at once when the socket closes, with the age of what is shown", () => {
    const connection = connected();
    pass(2000);
    newest().onclose?.();
    expect(connection.status()).toEqual({ phase: "lost", age: 2 });
  });

  it("is not live again for the repeated messages that a server sends after a reconnect", () => {
    const connection = connected();
    pass(8000);
    newest().onclose?.();
    pass(500);
    newest().onopen?.();
    newest().says(hello);
    newest().says({ ...stateMessage("A", "healthy", false), seq: 7 });
    expect(connection.status().phase).toBe("stale");
    expect(news.slice(-2)).toEqual([false, false]);
    newest().says({ ...stateMessage("A", "healthy", false), seq: 8 });
    expect(connection.status().phase).toBe("live");
  });

  it("takes a restarted server's small numbers as new", () => {
    const connection = connected();
    pass(8000);
    newest().says({ ...hello, epoch: "two" });
    newest().says({ ...stateMessage("A", "healthy", false), seq: 1 });
    expect(connection.status().phase).toBe("live");
    expect(news.at(-1)).toBe(true);
  });

  it("is never live without a socket", () => {
    expect(linkStatus(false, 1000, 1001).phase).toBe("lost");
    expect(linkStatus(false, null, 1001)).toEqual({ phase: "lost", age: null });
  });
});

describe("the connection", () => {
  it("gives up a socket that has been silent for twenty seconds", () => {
    const connection = connected();
    pass(20_001);
    connection.tick();
    expect(sockets[0]?.closed).toBe(true);
    expect(sockets.length).toBe(2);
  });

  it("says so when it cannot send", () => {
    const connection = connected();
    expect(connection.send({ type: "subscribe", asset_ids: ["A"] })).toBe(true);
    expect(newest().sent).toEqual(['{"type":"subscribe","asset_ids":["A"]}']);
    newest().onclose?.();
    expect(connection.send({ type: "subscribe", asset_ids: ["A"] })).toBe(false);
  });

  it("survives a message that is not JSON", () => {
    const connection = connected();
    newest().onmessage?.({ data: "not json" });
    expect(connection.status().phase).toBe("live");
    expect(news.length).toBe(2);
  });
});
