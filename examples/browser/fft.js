/** fft.js as a module: index.html loads it as a script, whose functions are global. */
export default globalThis.FFT;
