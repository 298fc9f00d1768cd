import { variableNames } from '../../config.ts';

/** What a test may see of the machine's settings: where the programs are, nothing else. */
const KEPT = ['TEMPORAL_SERVER_DIR', 'CHROMIUM_PATH'];

/** The environment without anything that Nurt would read: a developer's SMTP_URL must never meet a fault test. */
export function ownEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const known = new Set(variableNames());
  const stays = (name: string) =>
    name.startsWith('NURT_TEST_') || KEPT.includes(name) || !(known.has(name) || name.startsWith('NURT_'));
  return { ...Object.fromEntries(Object.entries(env).filter(([name]) => stays(name))), TZ: 'Europe/Warsaw' };
}
