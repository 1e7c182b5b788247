/**
 * A child process that a judge's thread asks as if it answered at once: the thread sleeps until the thread that owns the child has the outcome. So the judge,
 * and the shrinking of what fails, need not know that an answer comes from elsewhere.
 */
import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { Outcome, Respondent } from './child.ts';
import type { Handshake, Operation, Question } from './protocol.ts';
import { Malformed, Offended, Unsupported, type Subject } from './subject.ts';

/** The judge's end of the line: to be sent to its thread, the port among what is transferred. */
export interface Line {
  /** Where questions are sent and outcomes come. */
  readonly port: MessagePort;
  /** One Int32, 0 while an outcome is waited for. */
  readonly ready: SharedArrayBuffer;
  /** What the subject said of itself. */
  readonly handshake: Handshake;
}

/** Answers a judge's questions by the respondent, on the thread that calls this, until it is closed. */
export function serve(
  respondent: Respondent,
  handshake: Handshake,
): {
  /** What the judge's thread is given. */
  line: Line;
  /** Ends the service: the respondent is not stopped. */
  close: () => void;
} {
  const { port1, port2 } = new MessageChannel();
  const ready = new SharedArrayBuffer(4);
  const flag = new Int32Array(ready);
  port1.on('message', ({ op, question }: { op: Operation; question: Question }) => {
    void respondent.ask(op, question).then((outcome) => {
      port1.postMessage(outcome);
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
    });
  });
  return { line: { port: port2, ready, handshake }, close: () => port1.close() };
}

/** The subject at the other end of a line, asked from the judge's thread, which sleeps until it answers. A child always ends a request, by its timeout if nothing else: this cannot wait for ever. */
export function remote({ port, ready, handshake }: Line): Subject {
  const flag = new Int32Array(ready);
  return {
    handshake,
    ask: (op, question) => {
      port.postMessage({ op, question });
      // The notice of an outcome that was there already wakes the sleep for the next one.
      while (Atomics.load(flag, 0) === 0) Atomics.wait(flag, 0, 0);
      Atomics.store(flag, 0, 0);
      const outcome = (receiveMessageOnPort(port) as { message: Outcome }).message;
      if ('offence' in outcome) throw new Offended(`${outcome.offence}: ${outcome.detail}`);
      if ('unsupported' in outcome) throw new Unsupported(outcome.unsupported);
      if ('error' in outcome) throw new Malformed(`the subject says: ${outcome.error}`);
      return outcome.result;
    },
  };
}
