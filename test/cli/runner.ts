/** Which lines of a log GitHub's runner takes for commands, by its rules: `::name properties::data` after blanks, `##[name properties]data` anywhere. */
interface RunnerCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const plain = (text: string): string =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%');

/** The commands that are carried out, but for those that switch commands off and on. */
export function commandsOf(log: string): RunnerCommand[] {
  const found: RunnerCommand[] = [];
  let token: string | undefined;
  for (const line of log.split(/\r\n|\r|\n/)) {
    const match = /^\s*::([^\s:]+)(?: ([^]*?))?::([^]*)$/.exec(line) ?? /##\[([^\s\]]+)(?: ([^\]]*))?\]([^]*)$/.exec(line);
    if (!match) continue;
    const [, name, properties, data] = match as unknown as [string, string, string | undefined, string];
    if (token !== undefined) {
      if (name === token) token = undefined;
    } else if (name === 'stop-commands') token = data;
    else {
      const pairs = (properties ?? '').split(',').filter((pair) => pair.includes('='));
      const entries = pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), plain(pair.slice(pair.indexOf('=') + 1))] as const);
      found.push({ name, properties: Object.fromEntries(entries), data: plain(data) });
    }
  }
  return found;
}
