import { expect } from 'chai';
import { Refused } from '../../admin/components/read.ts';
import type { SaveCell } from '../../admin/components/data-table/save-by.ts';
import { savesInTurn } from '../../admin/components/data-table/save-in-turn.ts';
import type { ListField, ListRow } from '../../domain/lists/shapes.ts';

const field = (id: string): ListField => ({
  id,
  title: { pl: id, en: id },
  type: 'number',
  sortable: false,
  editable: true,
});
const [value, stage] = [field('value'), field('stage')];

/** One record that is saved and read as a server does, and whoever else writes into it. */
function keptRecord(values: Readonly<Record<string, unknown>>) {
  let record: ListRow = { id: '1', version: 1, values };
  const asked: number[] = [];
  const write = (part: Readonly<Record<string, unknown>>) =>
    (record = { ...record, version: record.version + 1, values: { ...record.values, ...part } });
  const saving: SaveCell = {
    async save(row, { id }, next) {
      asked.push(row.version);
      await Promise.resolve();
      if (row.version !== record.version)
        throw new Refused({ code: 'opportunity.changed', message: 'changed', status: 409 });
      write({ [id]: next });
      return { ...row, version: record.version, values: { ...row.values, [id]: next } };
    },
    async read(row, { id }) {
      await Promise.resolve();
      return { ...row, version: record.version, values: { ...row.values, [id]: record.values[id] } };
    },
  };
  return { saving, asked, write, now: () => record };
}

describe('cells of one row that are saved', () => {
  it('wait for one another, so that nobody is asked against themselves', async () => {
    const { saving, asked, now } = keptRecord({ value: 0, stage: 1 });
    const began = now();
    const save = savesInTurn(saving);
    const both = await Promise.all([save(began, stage, 2), save(began, value, 1500.5)]);
    expect(now()).to.deep.include({ version: 3, values: { value: 1500.5, stage: 2 } });
    expect(both[1]).to.deep.include({ row: { ...began, version: 3, values: { value: 1500.5, stage: 1 } } });
    expect(asked, 'each once').to.deep.equal([1, 2]);
  });

  it('are saved unasked where somebody else has changed another cell', async () => {
    const { saving, write, now } = keptRecord({ value: 0, stage: 1 });
    const began = now();
    write({ stage: 5 });
    const saved = await savesInTurn(saving)(began, value, 7);
    expect(now().values).to.deep.equal({ value: 7, stage: 5 });
    expect(saved, 'the version of what is shown').to.deep.equal({ row: { ...began, values: { value: 7, stage: 1 } } });
  });

  it('still meet what somebody else wrote, also into a cell that is changed later', async () => {
    const { saving, write, now } = keptRecord({ value: 0, stage: 1 });
    const save = savesInTurn(saving);
    const began = now();
    write({ stage: 5 });
    const saved = await save(began, value, 7);
    if (!('row' in saved)) throw new Error('It was saved.');
    const met = await save(saved.row, stage, 3);
    expect(met).to.have.nested.property('theirs.values.stage', 5);
    expect(now().values).to.deep.equal({ value: 7, stage: 5 });
    if ('theirs' in met) await save(met.theirs, stage, 3);
    expect(now().values, 'as was chosen').to.deep.equal({ value: 7, stage: 3 });
  });

  it('give up where the record changes again each time', async () => {
    const { saving, asked, write, now } = keptRecord({ value: 0, stage: 1 });
    const busy: SaveCell = {
      ...saving,
      save(...cell) {
        write({ stage: now().version });
        return saving.save(...cell);
      },
    };
    const refused = await savesInTurn(busy)(now(), value, 7).catch((cause: unknown) => cause);
    expect(refused).to.be.instanceOf(Refused);
    expect(asked).to.have.length(3);
  });

  it('do not wait for a save that was refused', async () => {
    const { saving, now } = keptRecord({ value: 0, stage: 1 });
    const strict: SaveCell = {
      ...saving,
      save: (row, cell, next) =>
        cell.id === 'stage'
          ? Promise.reject(new Refused({ code: 'opportunity.stage', message: 'no', status: 422 }))
          : saving.save(row, cell, next),
    };
    const save = savesInTurn(strict);
    const began = now();
    await Promise.allSettled([save(began, stage, 9), save(began, value, 7)]);
    expect(now().values).to.deep.equal({ value: 7, stage: 1 });
  });
});
