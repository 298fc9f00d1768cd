/** The steps of a page of documentation, followed to the letter on a copy of the project. */
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** What a copy does without: it has the packages of the original, and builds for itself. */
const LEFT_OUT = new Set(['node_modules', '.git', 'adminjs-build', 'var', 'pictures']);

/** A copy of the project in `folder`, with the same packages. */
export async function copyProject(folder: string): Promise<void> {
  await cp(root, folder, {
    recursive: true,
    filter: (from) => from === root || !LEFT_OUT.has(from.slice(root.length + 1).split('/')[0]!),
  });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
}

type Step = { readonly file: string; readonly isNew: boolean; readonly block: string };

/** Does what the blocks of a document say: `file`, a new file: … or `file`: … with lines to add. */
export async function followSteps(document: string, folder: string): Promise<number> {
  const steps = stepsIn(document);
  for (const { file, isNew, block } of steps) {
    const path = join(folder, file);
    if (isNew) await mkdir(dirname(path), { recursive: true });
    await writeFile(path, isNew ? block : added(await readFile(path, 'utf8'), { file, block }), {
      flag: isNew ? 'wx' : 'w',
    });
  }
  return steps.length;
}

function stepsIn(document: string): Step[] {
  const steps: Step[] = [];
  let place: { file: string; isNew: boolean } | undefined;
  for (const [, said, isNew, kind, block] of document.matchAll(
    /^`([\w./-]+)`(, a new file)?:$|^```(\w+)\n(.*?)^```$/gms,
  )) {
    if (said) place = { file: said, isNew: isNew !== undefined };
    else if (place && (place.isNew || kind === 'diff')) steps.push({ ...place, block: block! });
  }
  return steps;
}

/** With the lines that begin with `+` beside the one that does not. Throws where that one is not there, or twice. */
function added(text: string, { file, block }: Pick<Step, 'file' | 'block'>): string {
  const lines = block.trimEnd().split('\n');
  const known = lines.findIndex((line) => !line.startsWith('+'));
  const beside = lines[known]!.slice(1);
  const there = text.split('\n');
  if (there.filter((line) => line === beside).length !== 1)
    throw new Error(`${file} does not have this line once: ${beside}`);
  const at = there.indexOf(beside);
  const plus = (some: readonly string[]) => some.map((line) => line.slice(1));
  there.splice(at, 1, ...plus(lines.slice(0, known)), beside, ...plus(lines.slice(known + 1)));
  return there.join('\n');
}
