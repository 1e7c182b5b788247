/** seedrandom as a module: index.html loads it as a script, which puts it there. */
export default Math.seedrandom;
