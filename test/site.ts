/**
 * The documents and the API reference as a site: typedoc, with the pages in the order of reading, everything in one folder that works without a network.
 *
 * It has no dates, no links to a repository and no version of a page but the one that was built: the same sources give the same bytes.
 */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import {
  Application,
  Converter,
  FileRegistry,
  KindRouter,
  Logger,
  LogLevel,
  ReflectionKind,
  type DocumentReflection,
  type NormalizedPath,
  type Reflection,
} from 'typedoc';

const root = dirname(import.meta.dirname);

/** What a reader finds under each heading of the navigation. A folder stands for the documents in it. */
const groups = {
  Start: ['docs/quick-start.md', 'docs/concepts.md'],
  Tutorials: ['docs/tutorials', 'examples/browser/README.md'],
  Reference: [
    'docs/commands.md',
    'docs/formats.md',
    'docs/audit.md',
    'docs/report.md',
    'docs/ci.md',
    'docs/running.md',
    'docs/vectors.md',
  ],
  Mathematics: [
    'docs/mathematics.md',
    'docs/claims.md',
    'docs/findings.md',
    'docs/looseness.md',
    'docs/particles.md',
    'reference/README.md',
    'oracles/README.md',
    'oracles/recheck/README.md',
  ],
  'How it is built': [
    'docs/trust.md',
    'docs/bugs-found.md',
    'docs/audit-power.md',
    'docs/mutants.md',
    'docs/releasing.md',
    'docs/decisions',
    'CHANGELOG.md',
  ],
} as const;

const markdown = (folder: string): string[] =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder))
        .filter((name) => name.endsWith('.md'))
        // What the folder is comes first.
        .sort((a, b) => Number(b === 'README.md') - Number(a === 'README.md') || (a < b ? -1 : 1))
        .map((name) => `${folder}/${name}`)
    : [];

/** Every document with its heading of the navigation, in order. What is in docs/ and not named above is part of how it is built. */
function documents(): Map<string, string> {
  const found = new Map<string, string>();
  for (const [group, paths] of Object.entries(groups))
    for (const path of paths.flatMap((one) =>
      one.endsWith('.md') ? [one].filter((file) => existsSync(join(root, file))) : markdown(one),
    ))
      found.set(path, group);
  for (const path of markdown('docs')) if (!found.has(path)) found.set(path, 'How it is built');
  return found;
}

/** The entry points of the package, by the names under which they are imported. */
function entryPoints(): Map<string, string> {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, string | { readonly types: string }>>;
  };
  return new Map(
    Object.entries(exports).flatMap(([name, target]) =>
      typeof target === 'string'
        ? []
        : [[target.types.replace('./dist/', '').replace(/\.d\.ts$/, '.ts'), `banach${name.slice(1)}`] as const],
    ),
  );
}

/** A link to a folder leads to the document that says what is in it. */
class Files extends FileRegistry {
  override register(source: NormalizedPath, target: NormalizedPath): ReturnType<FileRegistry['register']> {
    const [path] = decodeURI(target).split('#') as [string];
    const found = resolve(dirname(source), path);
    if (!existsSync(found)) return undefined;
    if (!statSync(found).isDirectory()) return super.register(source, target);
    return existsSync(join(found, 'README.md'))
      ? super.register(source, `${path.replace(/\/$/, '')}/README.md` as NormalizedPath)
      : undefined;
  }
}

/** Pages of documents are called as their files. */
class Router extends KindRouter {
  protected override getIdealBaseName(reflection: Reflection): string {
    const path = reflection.isDocument() ? reflection.project.files.getReflectionPath(reflection) : undefined;
    return path === undefined
      ? super.getIdealBaseName(reflection)
      : `documents/${relative(root, path)
          .replace(/^docs\//, '')
          .replace(/\/README\.md$|\.md$/, '')
          .toLowerCase()}`;
  }
}

class Listening extends Logger {
  readonly heard: string[] = [];
  override log(message: string, level: LogLevel): void {
    if (level >= LogLevel.Warn) this.heard.push(message);
  }
}

/** Writes the site into the folder, and says what is wrong with it. */
export async function buildSite(out: string): Promise<string[]> {
  const pages = documents();
  const entries = entryPoints();
  const logger = new Listening();
  const app = await Application.bootstrap({
    name: 'banach',
    entryPoints: [...entries.keys()].map((path) => join(root, path)),
    tsconfig: join(root, 'tsconfig.build.json'),
    basePath: root,
    // `npm run typecheck` does that.
    skipErrorChecking: true,
    readme: join(root, 'README.md'),
    projectDocuments: [...pages.keys()].map((path) => join(root, path)),
    out,
    // What is handed on from elsewhere, as fast-check is, has a reference of its own.
    excludeExternals: true,
    // There is no public repository that a line of source could be shown in.
    disableSources: true,
    githubPages: false,
    hideGenerator: true,
    includeHierarchySummary: false,
    favicon: join(root, 'docs/site/favicon.svg'),
    customCss: join(root, 'docs/site/site.css'),
    headings: { readme: false, document: false },
    searchInComments: true,
    searchInDocuments: true,
    sortEntryPoints: false,
    groupOrder: [...Object.keys(groups), 'Modules', '*'],
    navigation: { includeGroups: true, includeFolders: false, excludeReferences: true },
    highlightLanguages: ['sh', 'ts', 'js', 'json', 'python', 'yaml'],
    ignoredHighlightLanguages: ['text', 'toml', 'jsonc'],
    validation: {
      notExported: true,
      invalidLink: true,
      invalidPath: true,
      rewrittenLink: true,
      notDocumented: true,
      unusedMergeModuleWith: true,
    },
    requiredToBeDocumented: ['Function', 'Variable', 'Class', 'Interface', 'TypeAlias', 'Method', 'Accessor', 'Property'],
  });
  app.logger = logger;
  app.files = new Files();
  app.renderer.defineRouter('files', Router);
  app.options.setValue('router', 'files');

  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, document: DocumentReflection) => {
    const path = relative(root, document.project.files.getReflectionPath(document) ?? '');
    const group = pages.get(path);
    if (group !== undefined) document.frontmatter['group'] = group;
    const text = readFileSync(join(root, path), 'utf8');
    document.name = /^# +(.+)$/m.exec(text)?.[1]?.replaceAll('`', '') ?? document.name;
  });
  const names = new Map([...entries].map(([path, name]) => [path.replace(/\/index\.ts$/, ''), name]));
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.getReflectionsByKind(ReflectionKind.Module)) module.name = names.get(module.name) ?? module.name;
  });

  const project = await app.convert();
  if (project === undefined) return ['the sources could not be converted', ...logger.heard];
  app.validate(project);
  await app.generateOutputs(project);
  return logger.heard;
}
