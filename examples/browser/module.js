// fft.js is CommonJS: a script that hands its class to `module.exports`. seedrandom looks for `module` too, and without it is Math.seedrandom, so it is loaded before.
globalThis.module = {};
