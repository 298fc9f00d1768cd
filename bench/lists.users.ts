/**
 * Ten people who ask for the same list as fast as they are answered, in a process of their own, as browsers are:
 * `node lists.users.ts '{ "url": …, "init": … }'` prints how many answers came in a second.
 */
export type PressedList = { readonly url: string; readonly init: RequestInit };

const USERS = 10;
const SECONDS = 8;

const { url, init } = JSON.parse(process.argv[2]!) as PressedList;
for (let round = 0; round < 5; round++) await Promise.all(Array.from({ length: USERS }, ask));
const from = performance.now();
let done = 0;
await Promise.all(
  Array.from({ length: USERS }, async () => {
    while (performance.now() - from < SECONDS * 1000) {
      await ask();
      done++;
    }
  }),
);
console.log(done / ((performance.now() - from) / 1000));

async function ask(): Promise<unknown> {
  const answered = await fetch(url, init);
  if (answered.status !== 200) throw new Error(`${url} answered ${answered.status}: ${await answered.text()}`);
  return answered.json();
}
