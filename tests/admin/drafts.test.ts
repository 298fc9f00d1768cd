import { expect } from 'chai';
import { clearShelves, openShelf } from '../../admin/components/draft-shelf.ts';
import { goneOn, heldUnder, typedPart, withFields, withTyped } from '../../admin/components/typed-part.ts';
import { logOut } from '../../admin/frame/log-out.ts';

const DAY = 86_400_000;
const begun = Date.parse('2026-03-02T09:00:00Z');

describe('drafts of forms (rule 27)', () => {
  let store: Storage;
  let now: number;
  let key: CryptoKey;
  before(async () => {
    key = await secret();
  });
  beforeEach(() => {
    store = inMemory();
    now = begun;
  });
  const shelfOf = (userId: string, of: CryptoKey | undefined = key) =>
    openShelf({ store, userId, key: () => Promise.resolve(of), now: () => now });

  it('wait for whoever typed them, and are read by nobody else', async () => {
    await shelfOf('anna').put('letter 1', { text: 'Poufna oferta' });
    expect(JSON.stringify(everything(store))).not.to.contain('Poufna');
    expect(await shelfOf('anna').read('letter 1')).to.deep.equal({
      typed: { text: 'Poufna oferta' },
      at: '2026-03-02T09:00:00.000Z',
    });
    expect(await shelfOf('jan').read('letter 1')).to.equal(undefined);
    expect(await shelfOf('anna').read('letter 2')).to.equal(undefined);
  });

  it('bring what stood there before, where that was put beside them', async () => {
    await shelfOf('anna').put('campaign 1', { name: 'Wiosna u klientów' }, { name: 'Wiosna', version: 3 });
    expect(await shelfOf('anna').read('campaign 1')).to.deep.equal({
      typed: { name: 'Wiosna u klientów' },
      before: { name: 'Wiosna', version: 3 },
      at: '2026-03-02T09:00:00.000Z',
    });
  });

  it('wait for seven days and are gone after them, whether anybody asks or not', async () => {
    await shelfOf('anna').put('letter 1', { text: 'Dzień dobry' });
    now = begun + 7 * DAY - 1;
    expect((await shelfOf('anna').read('letter 1'))?.typed).to.deep.equal({ text: 'Dzień dobry' });
    now = begun + 7 * DAY;
    const opened = shelfOf('jan');
    expect(everything(store)).to.deep.equal([]);
    expect(await opened.read('letter 1')).to.equal(undefined);
  });

  it('are not read after seven days on a page that has been open all the time', async () => {
    const open = shelfOf('anna');
    await open.put('letter 1', { text: 'Dzień dobry' });
    now = begun + 7 * DAY;
    expect(await open.read('letter 1')).to.equal(undefined);
  });

  it('go when one logs out; what else lies in the browser stays', async () => {
    await shelfOf('anna').put('letter 1', { text: 'Dzień dobry' });
    await shelfOf('jan').put('new case', { name: 'Reklamacja' });
    store.setItem('nurt.theme', 'dark');
    clearShelves(store);
    expect(everything(store)).to.deep.equal(['nurt.theme']);
  });

  it('that another key has locked are thrown away', async () => {
    await shelfOf('anna', await secret()).put('letter 1', { text: 'Dzień dobry' });
    expect(await shelfOf('anna').read('letter 1')).to.equal(undefined);
    expect(everything(store)).to.deep.equal([]);
  });

  it('that are saved while they are being written do not come back', async () => {
    const open = shelfOf('anna');
    const writing = open.put('letter 1', { text: 'Dzień dobry' });
    open.drop('letter 1');
    await writing;
    expect(everything(store)).to.deep.equal([]);
  });

  it('have their key before anything is typed, so that what is typed last is not lost with the page', async () => {
    let asked = 0;
    const open = openShelf({ store, userId: 'anna', key: () => Promise.resolve((asked++, key)), now: () => now });
    await open.read('nothing yet');
    expect(asked).to.equal(1);
  });

  it('are not kept where the browser has no cryptography', async () => {
    const open = openShelf({ store, userId: 'anna', key: () => Promise.resolve(undefined), now: () => now });
    await open.put('letter 1', { text: 'Dzień dobry' });
    expect(everything(store)).to.deep.equal([]);
  });
});

describe('what is kept of a form', () => {
  const begin = { name: 'Zgierz', phone: '600100200', customer: { id: '1' }, own: { colour: 'red', size: 4 } };

  it('is what was typed, and no more', () => {
    const typed = { ...begin, phone: '600100201', own: { colour: 'blue', size: 4 } };
    expect(typedPart(begin, typed)).to.deep.equal({ phone: '600100201', own: { colour: 'blue' } });
    expect(typedPart(begin, begin)).to.deep.equal({});
  });

  it('tells that something was taken away', () => {
    const part = typedPart(begin, { ...begin, customer: undefined });
    expect(JSON.parse(JSON.stringify(part))).to.deep.equal({ customer: null });
  });

  it('is laid over what somebody else has changed meanwhile', () => {
    const part = typedPart(begin, { ...begin, phone: '600100201', own: { colour: 'blue', size: 4 } });
    const now = { ...begin, name: 'Zgierz Tkaniny', own: { colour: 'red', size: 5 } };
    expect(withTyped(now, part)).to.deep.equal({
      ...now,
      phone: '600100201',
      own: { colour: 'blue', size: 5 },
    });
  });

  it('comes with what its fields held, where the form knows the version of its record', () => {
    const read = { ...begin, version: 3 };
    const part = typedPart(read, {
      ...read,
      phone: '600100201',
      own: { ...begin.own, colour: 'blue', shape: 'round' },
    });
    expect(heldUnder(part, begin)).to.equal(undefined);
    const held = heldUnder(part, read)!;
    expect(held).to.deep.equal({ phone: '600100200', 'own.colour': 'red', 'own.shape': null, version: 3 });
    const now = { ...read, version: 5, name: 'Zgierz Len', phone: '600100299', own: { colour: 'green', size: 5 } };
    expect(withFields(now, held)).to.deep.equal({
      ...{ ...now, version: 3, phone: '600100200' },
      own: { colour: 'red', size: 5, shape: null },
    });
  });

  it('is what was typed after it was sent, and otherwise what is saved', () => {
    const sent = { ...begin, phone: '600100201', own: { colour: 'blue', size: 4 } };
    const typed = { ...sent, name: 'Zgierz Tkaniny', own: { colour: 'blue', size: 6 } };
    expect(goneOn(sent, sent)(typed)).to.deep.equal(typed);
    const next = { ...sent, name: 'Zgierz Len', phone: '600 100 201', own: { colour: 'green', size: 5 } };
    expect(goneOn(sent, next)(typed)).to.deep.equal({ ...next, name: typed.name, own: { colour: 'green', size: 6 } });
  });
});

describe('logging out', () => {
  const draft = 'nurt.draft anna letter 1';
  const kept = new Map(
    ['fetch', 'window', 'localStorage', 'sessionStorage'].map((name) => [
      name,
      Object.getOwnPropertyDescriptor(globalThis, name),
    ]),
  );
  afterEach(() => {
    for (const [name, property] of kept)
      if (property) Object.defineProperty(globalThis, name, property);
      else Reflect.deleteProperty(globalThis, name);
  });

  /** What is left in the browser, and what opens, after this answer to it. */
  const leave = async (fetch: () => Promise<Response>) => {
    const [localStorage, sessionStorage, opened] = [inMemory(), inMemory(), [] as string[]];
    localStorage.setItem(draft, '{}');
    sessionStorage.setItem('nurt.recent', '[]');
    const window = { location: { assign: (address: string) => void opened.push(address) } };
    for (const [name, value] of Object.entries({ fetch, window, localStorage, sessionStorage }))
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    const done = await logOut();
    return { done, drafts: everything(localStorage), searched: everything(sessionStorage), opened };
  };
  const answering = (status: number) => () => Promise.resolve(new Response(null, { status }));

  it('forgets what was typed and looked at, and opens the login page, once the session is over', async () => {
    const over = { done: true, drafts: [], searched: [], opened: ['/admin/login'] };
    for (const status of [204, 401]) expect(await leave(answering(status)), `${status}`).to.deep.equal(over);
  });

  it('leaves all as it is where the server is away or fails: one is still logged in', async () => {
    const away = () => Promise.reject(new TypeError('Failed to fetch'));
    const asItWas = { done: false, drafts: [draft], searched: ['nurt.recent'], opened: [] };
    for (const server of [away, answering(403), answering(502), answering(200)])
      expect(await leave(server)).to.deep.equal(asItWas);
  });
});

function secret(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

function everything(store: Storage): string[] {
  return Array.from({ length: store.length }, (_, i) => store.key(i) ?? '');
}

function inMemory(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (i) => [...kept.keys()][i] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
    clear: () => kept.clear(),
  };
}
