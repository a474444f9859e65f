/**
 * The WebSocket client: it connects, comes back after a cut, and says honestly how old what it shows is.
 * It never decides what a message means.
 */

import { type ClientMessage, PROTOCOL, type ServerMessage } from "./wire.gen";

/** connecting: never heard anything yet. lost: no socket. stale: a socket, but silence. */
export type LinkPhase = "connecting" | "live" | "stale" | "lost";

export interface LinkStatus {
  readonly phase: LinkPhase;
  /** Seconds since the last new message; null when there has been none. */
  readonly age: number | null;
}

/** After so much silence nothing is called live any more. */
export const STALE_AFTER_S = 5;
/** After so much silence the socket is given up: a dead radio link may never report itself. */
export const GIVE_UP_AFTER_S = 20;

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;

/**
 * How long to wait before attempt `attempt` (0, 1, ...), in ms: doubling up to 10 s, the upper half random so that
 * many tablets do not come back at the same instant. random: 0 to 1.
 */
export function backoffDelay(attempt: number, random: number): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
  return full / 2 + (full / 2) * random;
}

/** What may be said about the link. open: the socket is up. heard, now: ms. */
export function linkStatus(open: boolean, heard: number | null, now: number): LinkStatus {
  const age = heard === null ? null : Math.max(0, (now - heard) / 1000);
  if (age === null) return { phase: open ? "connecting" : "lost", age };
  if (!open) return { phase: "lost", age };
  return { phase: age > STALE_AFTER_S ? "stale" : "live", age };
}

/** What the connection needs of the world; tests pass their own. */
export interface World {
  readonly now: () => number;
  readonly random: () => number;
  readonly open: (url: string, protocol: string) => Socket;
  readonly after: (ms: number, act: () => void) => number;
  readonly cancel: (timer: number) => void;
}

/** The part of a browser's WebSocket that is used. */
export interface Socket {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  send(text: string): void;
  close(): void;
}

export class Connection {
  private socket: Socket | null = null;
  private isOpen = false;
  private attempt = 0;
  private retry: number | null = null;
  private opened = 0;
  private heard: number | null = null;
  private epoch = "";
  private newest = -1;

  constructor(
    private readonly url: string,
    private readonly world: World,
    private readonly onMessage: (message: ServerMessage, isNew: boolean) => void,
    private readonly onLink: () => void,
  ) {}

  /** Open a socket now, whatever the state of the waiting. */
  connect(): void {
    this.drop();
    const socket = this.world.open(this.url, PROTOCOL);
    this.socket = socket;
    this.opened = this.world.now();
    socket.onopen = () => this.greeted();
    socket.onmessage = (event) => this.received(event.data);
    socket.onclose = () => this.closed();
  }

  status(): LinkStatus {
    const status = linkStatus(this.isOpen, this.heard, this.world.now());
    const trying = status.phase === "lost" && this.heard === null && this.attempt === 0;
    return trying ? { phase: "connecting", age: null } : status;
  }

  /** Called about once a second: gives up a socket that has been silent for too long. */
  tick(): void {
    const since = Math.max(this.heard ?? 0, this.opened);
    if (this.socket && this.world.now() - since > GIVE_UP_AFTER_S * 1000) this.connect();
  }

  /** True when the message went out; false when there is no socket. */
  send(message: ClientMessage): boolean {
    if (!this.isOpen || !this.socket) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** The network itself is gone (the browser says so): do not wait for the socket to notice. */
  lose(): void {
    this.drop();
    this.scheduleRetry();
    this.onLink();
  }

  private greeted(): void {
    this.isOpen = true;
    this.onLink();
  }

  private received(data: unknown): void {
    const message = parse(data);
    if (!message) return;
    const isNew = this.isNews(message);
    if (isNew) {
      this.heard = this.world.now();
      this.attempt = 0;
    }
    this.onMessage(message, isNew);
  }

  /** After a reconnect the server repeats its newest messages: they say that it is there, not that it is live. */
  private isNews(message: ServerMessage): boolean {
    if (message.type === "hello") {
      if (message.epoch === this.epoch) return false;
      this.epoch = message.epoch;
      this.newest = -1;
      return true;
    }
    if (message.seq <= this.newest) return false;
    this.newest = message.seq;
    return true;
  }

  private closed(): void {
    this.drop();
    this.scheduleRetry();
    this.onLink();
  }

  private scheduleRetry(): void {
    const delay = backoffDelay(this.attempt, this.world.random());
    this.attempt += 1;
    this.retry = this.world.after(delay, () => this.connect());
  }

  private drop(): void {
    if (this.retry !== null) this.world.cancel(this.retry);
    this.retry = null;
    const socket = this.socket;
    this.socket = null;
    this.isOpen = false;
    if (!socket) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }
}

function parse(data: unknown): ServerMessage | null {
  try {
    const message: unknown = JSON.parse(String(data));
    if (typeof message === "object" && message !== null && "type" in message) return message as ServerMessage;
    console.warn("A message without a type was left out.");
  } catch {
    console.warn("A message that is not JSON was left out.");
  }
  return null;
}
