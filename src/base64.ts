/** Bytes from text, where a page runs as well as where Node does: `Buffer` is Node's alone. */

/** What is used of it; the libraries declared to TypeScript are those of ECMAScript, which leave it out. */
declare const atob: (base64: string) => string;

/** The bytes that base64 stands for. */
export const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
