/** Running npm and other programs in the setup. Plain JavaScript, as setup.mjs. */
import { spawn } from 'node:child_process';
import { Sentence } from './setup-words.mjs';

/** The npm that started us, else the one in PATH: with its registry, its proxy and its certificates. */
export function npm(args, cwd, living) {
  const own = process.env.npm_execpath;
  const env = { ...process.env, npm_config_loglevel: 'error', npm_config_update_notifier: 'false' };
  return own && /npm-cli\.c?js$/.test(own)
    ? run(process.execPath, [own, ...args], { cwd, living, env })
    : run('npm', args, { cwd, living, env });
}

export function run(command, args, { cwd, living, env = process.env }) {
  return new Promise((done, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        if (said.length < 4000) said += chunk;
      });
    }
    living?.(child);
    const failed = (why) => {
      const line = [command.split('/').at(-1), ...args].join(' ');
      reject(
        new Sentence(
          `Nie udało się: ${line} (${why}).\n${gist(said)}\nSprawdź połączenie z siecią i ustawienia npm, potem uruchom ponownie.`,
          `This failed: ${line} (${why}).\n${gist(said)}\nCheck the network and npm's settings, then start again.`,
        ),
      );
    };
    child.on('error', (error) => failed(error.message));
    child.on('close', (code, signal) => (code === 0 ? done(said) : failed(code ?? signal)));
  });
}

/** What npm says first is the reason; usage and notices follow. */
function gist(said) {
  const lines = said.split('\n').filter((line) => line.trim() && !/^npm (notice|warn)/.test(line));
  return lines.slice(0, 12).join('\n');
}
