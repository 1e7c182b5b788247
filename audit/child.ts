/**
 * A program under audit as a child process: started without a shell, asked one request at a time, and never trusted. Whatever it does (hang, crash, answer
 * out of order, twice or nonsense, flood, fork), a request ends as a value; what was odd is a {@link Finding}, and no process is left.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import {
  lineOf,
  parseHandshake,
  parseReply,
  PROTOCOL,
  type Handshake,
  type Operation,
  type Question,
  type Reply,
} from './protocol.ts';
import type { Offence } from './schema.ts';

/** Something that a subject did that it must not. All its texts come from outside: whoever shows them makes them harmless. */
export interface Finding {
  /** Of what kind. */
  readonly offence: Offence;
  /** What exactly, in a line. */
  readonly detail: string;
  /** The claim in whose judging it occurred. */
  readonly claim?: string;
  /** The request that was open. */
  readonly request?: string;
  /** The last it wrote to its standard error. */
  readonly stderr?: string;
}

/** How a {@link Child} is started and waited for. */
export interface ChildOptions {
  /** The program and its arguments. */
  readonly command: readonly [string, ...string[]];
  /** Milliseconds that an answer may take. */
  readonly timeout: number;
  /** Milliseconds that the handshake may take, for which it first has to start. */
  readonly startTimeout: number;
  /** Bytes a line may have. */
  readonly longest: number;
  /** Called with every offence, when it occurs. */
  readonly onFinding: (finding: Finding) => void;
  /** Every line that is sent and received, and what it says on its standard error. */
  readonly onLine?: (direction: '→' | '←' | '!', line: string) => void;
}

/** The answer to a request, or what the subject did in place of it. */
export type Outcome =
  | Reply
  | {
      /** Why there is no answer. */
      readonly offence: Offence;
      /** What exactly, in a line. */
      readonly detail: string;
    };

/** Who is asked: a program, or a file of answers in its place. */
export interface Respondent {
  /** Never rejects. One question at a time. */
  readonly ask: (op: Operation, question: Question) => Promise<Outcome>;
  /** Ends it, with some patience; resolves when nothing is left. */
  readonly stop: () => Promise<void>;
  /** Ends it at once. */
  readonly kill: () => void;
}

/** After so many offences in a row, or in all, it is not started again. */
const PATIENCE = 3;
const MOST_OFFENCES = 20;
/** Characters of a line or of the standard error that a finding shows. */
const SHOWN = 2000;
const MARK = 'BANACH_AUDIT';
/** Milliseconds that a child has to leave by itself when its input ends. */
const GRACE = 500;

const shown = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

/** A request that waits for its answer. */
interface Open {
  readonly id: number;
  readonly line: string;
  readonly timer: NodeJS.Timeout;
  readonly resolve: (outcome: Outcome) => void;
}

/**
 * A program under audit as a child process: started without a shell, asked one request at a time, and never trusted. Whatever it does, a request ends
 * as a value; what was odd is a {@link Finding}, after which it is killed and started again for the next request, until it is given up: after 3
 * failures in a row, or 20.
 */
export class Child implements Respondent {
  readonly #options: ChildOptions;
  /** In the environment of the child and of all that it starts, by which they are found when it is killed. */
  readonly #mark = randomUUID();
  #process: ChildProcessWithoutNullStreams | undefined;
  #open: Open | undefined;
  #answered = -1;
  #next = 0;
  #buffered: Buffer[] = [];
  #length = 0;
  #stderr = '';
  #inVain = 0;
  #offences = 0;
  #stopping = false;
  #handshake: Handshake | undefined;

  constructor(options: ChildOptions) {
    this.#options = options;
  }

  /** What it said of itself, once it was started. */
  get handshake(): Handshake | undefined {
    return this.#handshake;
  }

  /** Has it been given up, after too many failures in a row or in all? */
  get isGivenUp(): boolean {
    return this.#inVain >= PATIENCE || this.#offences >= MOST_OFFENCES;
  }

  /** Starts it unless it runs, and shakes hands; or what it did in place of that. Never rejects. */
  async start(): Promise<
    | Handshake
    | {
        /** What it did. */
        offence: Offence;
        /** What exactly, in a line. */
        detail: string;
      }
  > {
    if (this.#process && this.#handshake) return this.#handshake;
    if (this.isGivenUp) return { offence: 'crashed', detail: `given up after ${this.#offences} failures` };
    const launched = await this.#launch();
    if (launched) return this.#offend('cannot be started', launched);
    const outcome = await this.#send({ op: 'handshake', protocol: PROTOCOL }, this.#options.startTimeout);
    if ('offence' in outcome) return outcome;
    if (!('result' in outcome)) return this.#fail('bad handshake', 'error' in outcome ? outcome.error : outcome.unsupported);
    const handshake = parseHandshake(outcome.result);
    if (typeof handshake === 'string') return this.#fail('bad handshake', handshake);
    this.#handshake = handshake;
    return handshake;
  }

  /** Asks, starting it first if need be. Never rejects. One request at a time: the next one after this has ended. */
  async ask(op: Operation, question: Question): Promise<Outcome> {
    const started = await this.start();
    if ('offence' in started) return started;
    const outcome = await this.#send({ op, ...question }, this.#options.timeout);
    if (!('offence' in outcome)) this.#inVain = 0;
    return outcome;
  }

  /** Ends its input, waits a little, kills what is left of it. */
  async stop(): Promise<void> {
    const child = this.#process;
    if (!child) return;
    this.#stopping = true;
    child.stdin.end();
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      new Promise((resolve) => child.once('exit', resolve)),
      new Promise((resolve) => (timer = setTimeout(resolve, GRACE))),
    ]);
    clearTimeout(timer);
    this.#kill();
  }

  /** At once, and with all that it started. */
  kill(): void {
    this.#kill();
  }

  /** Why it could not be started, or undefined. */
  #launch(): Promise<string | undefined> {
    const [command, ...args] = this.#options.command;
    this.#buffered = [];
    this.#length = 0;
    this.#stderr = '';
    return new Promise((resolve) => {
      // A process group of its own, so that what it starts can be killed with it.
      const child = spawn(command, args, {
        shell: false,
        detached: process.platform !== 'win32',
        stdio: 'pipe',
        env: { ...process.env, [MARK]: this.#mark },
      });
      this.#process = child;
      child.once('spawn', () => resolve(undefined));
      child.once('error', (error) => {
        if (this.#process === child) this.#process = undefined;
        resolve(error.message);
      });
      // A child that does not read its input is seen by what it does not answer.
      child.stdin.on('error', () => undefined);
      child.stdout.on('error', () => undefined);
      child.stderr.on('error', () => undefined);
      child.stdout.on('data', (data: Buffer) => this.#process === child && this.#read(data));
      child.stderr.on('data', (data: Buffer) => {
        const text = data.toString('utf8');
        this.#options.onLine?.('!', text.trimEnd());
        this.#stderr = (this.#stderr + text).slice(-SHOWN);
      });
      child.once('close', (code, signal) => {
        if (this.#process !== child || this.#stopping) return;
        const how = signal ? `ended by ${signal}` : `exited with code ${code}`;
        this.#fail(this.#handshake ? 'crashed' : 'exited before the handshake', how);
      });
    });
  }

  #send(message: object, timeout: number): Promise<Outcome> {
    const id = this.#next++;
    const line = lineOf({ id, ...message });
    return new Promise((resolve) => {
      const { onLine } = this.#options;
      const timer = setTimeout(() => this.#fail('hung', `no answer within ${timeout} ms`), timeout);
      this.#open = { id, line, timer, resolve };
      onLine?.('→', line.trimEnd());
      this.#process!.stdin.write(line);
    });
  }

  #read(data: Buffer): void {
    let rest = data;
    while (rest.length > 0) {
      const end = rest.indexOf(10);
      const piece = end < 0 ? rest : rest.subarray(0, end);
      this.#length += piece.length;
      if (this.#length > this.#options.longest) {
        this.#fail('line too long', `more than ${this.#options.longest} bytes`);
        return;
      }
      this.#buffered.push(piece);
      if (end < 0) return;
      const line = Buffer.concat(this.#buffered).toString('utf8');
      this.#buffered = [];
      this.#length = 0;
      rest = rest.subarray(end + 1);
      this.#options.onLine?.('←', shown(line));
      this.#take(line);
      if (!this.#process) return;
    }
  }

  /** A line of the subject: the answer that is waited for, or an offence. */
  #take(line: string): void {
    const reply = parseReply(line);
    const open = this.#open;
    if (typeof reply === 'string') this.#fail('bad line', `${reply}: ${shown(line)}`);
    else if (open && reply.id === open.id) {
      clearTimeout(open.timer);
      this.#open = undefined;
      this.#answered = open.id;
      open.resolve(reply);
    } else if (reply.id <= this.#answered) this.#fail('answered twice', shown(line));
    else this.#fail(open ? 'wrong id' : 'spoke unasked', shown(line));
  }

  /** An offence after which it is not to be trusted: it is killed, and the open request ends with that. */
  #fail(offence: Offence, detail: string): { offence: Offence; detail: string } {
    const found = this.#offend(offence, detail);
    const open = this.#open;
    this.#open = undefined;
    this.#handshake = undefined;
    this.#kill();
    if (open) {
      clearTimeout(open.timer);
      open.resolve(found);
    }
    return found;
  }

  #offend(offence: Offence, detail: string): { offence: Offence; detail: string } {
    this.#inVain++;
    this.#offences++;
    this.#options.onFinding({
      ...{ offence, detail },
      ...(this.#open && { request: shown(this.#open.line.trimEnd()) }),
      ...(this.#stderr && { stderr: this.#stderr }),
    });
    return { offence, detail };
  }

  #kill(): void {
    const child = this.#process;
    this.#process = undefined;
    if (child?.pid === undefined) return;
    killed(() => (process.platform === 'win32' ? child.kill('SIGKILL') : process.kill(-child.pid!, 'SIGKILL')));
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
    // One that was killed may have forked just before.
    for (let pass = 0, left = marked(this.#mark); left.length > 0 && pass < 5; pass++, left = marked(this.#mark))
      for (const pid of left) killed(() => process.kill(pid, 'SIGKILL'));
  }
}

/** A process that is gone already cannot be killed, which is well. */
function killed(kill: () => void): void {
  try {
    kill();
  } catch {
    // gone
  }
}

/** On Linux, the processes with that mark in their environment, though they have left the group of the child. */
function marked(mark: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return readFileSync(`/proc/${name}/environ`, 'latin1').includes(`${MARK}=${mark}`) ? [Number(name)] : [];
    } catch {
      return []; // not ours, or gone
    }
  });
}
