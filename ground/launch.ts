/** The whole start, from top to bottom, and the whole stop. */
import { readConfig, type Config } from '../config.ts';
import { openDatabase, type Db } from '../db/database.ts';
import { fillDemo } from '../db/demo/fill.ts';
import { migrateUp } from '../db/migrate.ts';
import { addressOf, claimHome, type Claim } from './claim-home.ts';
import { repairCollations } from './collations.ts';
import { foldersOfHome, freeBytes, watchDisk } from './disk.ts';
import { prepareFirstUse, type FirstLogin } from './first-use.ts';
import { openHome, readSecrets, type Home, type Secrets } from './home.ts';
import { beat, identify } from './identity.ts';
import { layFoundation } from './foundation.ts';
import { partScripts, startParts, type PartScripts } from './our-parts.ts';
import { panelPort } from './ports.ts';
import { noteDatabase } from './running-database.ts';
import { failureText, speaker, type Speaker } from './say.ts';
import { createSupervisor } from './supervisor.ts';

const PULSE_MS = 5 * 60_000;

/** Never returns while Nurt runs; ends the process with 0 after an orderly stop, with 1 and a sentence if it cannot start. */
export async function launch(env: NodeJS.ProcessEnv, scripts: PartScripts = partScripts): Promise<void> {
  const talk = speaker(env['NURT_LANG'] === 'en' ? 'en' : 'pl');
  const stops: (() => Promise<void> | void)[] = [];
  const end = endOnce(stops, talk);
  listenForTheEnd(end);
  try {
    const config = readConfig(env);
    const home = openHome(config.home);
    const claim = await claimHome(home);
    if ('heldBy' in claim) return void (await pointToRunning(home, claim.heldBy, talk));
    stops.push(claim.release);
    await raise({ env, config, home, claim, talk, stops, scripts });
  } catch (error) {
    // What fails because everything is being stopped is no news.
    if (!end.hasBegun()) console.error(failureText(error, talk.language));
    await end(1);
  }
}

type Raising = {
  readonly env: NodeJS.ProcessEnv;
  readonly config: Config;
  readonly home: Home;
  readonly claim: Claim;
  readonly talk: Speaker;
  /** What is to be undone, in reverse order. */
  readonly stops: (() => Promise<void> | void)[];
  readonly scripts: PartScripts;
};

async function raise({ env, config, home, claim, talk, stops, scripts }: Raising): Promise<void> {
  warnOfDisk(home, talk);
  const port = await panelPort(home.folder, config.host, config.port);
  const secrets = readSecrets(home, config.secretKey);
  const supervisor = createSupervisor({ run: home.run, logs: home.logs, nonce: claim.nonce, died: sayDeath(talk) });
  stops.push(() => supervisor.stop());

  const foundation = await layFoundation({ config, home, secrets, supervisor, talk });
  noteDatabase(home.run, foundation.databaseUrl);
  const db = openDatabase(foundation.databaseUrl, { name: 'nurt-start', max: 2 });
  stops.push(() => db.close());
  const firstLogin = await prepareDatabase({ db, config, home, secrets, talk });
  stops.push(keepBeating(db, home));

  const address = await startParts({ env, config, home, secrets, supervisor, port, scripts, foundation });
  claim.announce(address);
  greet({ talk, address, firstLogin });
}

function warnOfDisk({ folder }: Home, talk: Speaker): void {
  const folders = foldersOfHome(folder);
  if (watchDisk(folders).level() === 'fine') return;
  const free = Math.round(Math.min(...folders.map(freeBytes)) / 1e6);
  talk.say({
    pl: `Na dysku z folderem ${folder} zostało ${free} MB. Zwolnij miejsce: poniżej 1 GB stają prace w tle, poniżej 300 MB zapis.`,
    en: `The disk of ${folder} has ${free} MB left. Make room: under 1 GB jobs stop, under 300 MB writing does.`,
  });
}

type Preparing = { readonly db: Db; readonly secrets: Secrets } & Pick<Raising, 'config' | 'home' | 'talk'>;

async function prepareDatabase({ db, config, home, secrets, talk }: Preparing): Promise<FirstLogin | undefined> {
  await migrateUp(db);
  const rebuilt = await repairCollations(db);
  if (rebuilt > 0) {
    talk.say({
      pl: 'Kolejność liter w systemie się zmieniła: indeksy bazy zostały odbudowane.',
      en: 'The order of letters in this system has changed: the indexes of the database were rebuilt.',
    });
  }
  const identity = await identify({ db, home, secretKey: secrets.secretKey, config });
  if (identity.mutedBecause) {
    talk.say({
      pl: `Nurt jest wyciszony i nic nie wysyła: ${identity.mutedBecause}. Administrator może to zmienić w panelu.`,
      en: `Nurt is muted and sends nothing: ${identity.mutedBecause}. An administrator can change that in the panel.`,
    });
  }
  const firstLogin = await prepareFirstUse(db, config);
  if (config.demo) {
    await talk.during({ pl: 'Zapełniam bazę firmą przykładową', en: 'Filling the database with a demo company' }, () =>
      fillDemo(db, new Date().toISOString()),
    );
  }
  return firstLogin;
}

function keepBeating(db: Db, home: Home): () => void {
  // Full disk, database away: the next beat will do.
  const beatQuietly = () => void beat(db, home).catch(() => {});
  beatQuietly();
  const timer = setInterval(beatQuietly, PULSE_MS);
  return () => clearInterval(timer);
}

type Greeting = {
  readonly talk: Speaker;
  readonly address: string;
  readonly firstLogin: FirstLogin | undefined;
};

function greet({ talk, address, firstLogin }: Greeting): void {
  talk.say({ pl: `\nNurt działa: ${address}`, en: `\nNurt is running: ${address}` });
  if (firstLogin) {
    const { email, password } = firstLogin;
    if (password) {
      talk.say({
        pl: `Pierwszy administrator: ${email}, hasło: ${password}\n(pokazuję je tylko teraz: zaloguj się i zmień je)`,
        en: `First administrator: ${email}, password: ${password}\n(shown only now: log in and change it)`,
      });
    } else {
      talk.say({ pl: `Pierwszy administrator: ${email}`, en: `First administrator: ${email}` });
    }
  }
  talk.say({ pl: 'Zatrzymanie: Ctrl+C', en: 'To stop it: Ctrl+C' });
}

async function pointToRunning(home: Home, holder: Parameters<typeof addressOf>[1], talk: Speaker): Promise<void> {
  const address = await addressOf(home, holder);
  if (address) {
    talk.say({
      pl: `Nurt już działa: ${address} (proces ${holder.pid})`,
      en: `Nurt is already running: ${address} (process ${holder.pid})`,
    });
    process.exit(0);
  }
  talk.say({
    pl: 'Inne uruchomienie w tym folderze właśnie się zakończyło. Uruchom ponownie.',
    en: 'Another start in this home has just ended. Start again.',
  });
  process.exit(1);
}

function sayDeath(talk: Speaker): (name: string, deaths: number) => void {
  return (name, deaths) =>
    talk.say({
      pl: `Część „${name}” zakończyła się (${deaths}. raz), uruchamiam ją ponownie.`,
      en: `The part "${name}" has ended (time ${deaths}), starting it again.`,
    });
}

type End = ((code: number) => Promise<void>) & { readonly hasBegun: () => boolean };

/** Undoes everything in reverse order and ends the process. A second call waits for the first. */
function endOnce(stops: (() => Promise<void> | void)[], talk: Speaker): End {
  let ending: Promise<void> | undefined;
  const undo = async (code: number) => {
    if (code === 0) talk.say({ pl: '\nZatrzymuję…', en: '\nStopping…' });
    for (const stop of stops.reverse()) await Promise.resolve(stop()).catch((error) => console.error(error));
    if (code === 0) talk.say({ pl: 'Nurt zatrzymany.', en: 'Nurt has stopped.' });
    process.exit(code);
  };
  const end = (code: number) => (ending ??= undo(code));
  return Object.assign(end, { hasBegun: () => ending !== undefined });
}

/** Signals, and the end of the process that started us (its channel closes, however it ended). */
function listenForTheEnd(end: End): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
  if (process.channel) process.on('disconnect', () => void end(0));
  // A terminal that is gone must not take the supervisor down before it has stopped its parts.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
