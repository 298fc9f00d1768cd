import React, { useEffect, useState } from 'react';
import { Button, Tag } from '../../components/button.tsx';
import { Field, Notice, Problem, Select, TextInput } from '../../components/field.tsx';
import { Card, Skeleton } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import { mostColumns } from '../../../domain/import/cell.ts';
import type { ColumnChoice, ColumnField } from '../../../domain/import/fields.ts';
import type { ImportPlan, JoinBy, OnChanged } from '../../../domain/import/plan.ts';
import type { GuessedPlan, SheetSample } from '../../../sheets/guess-plan.ts';
import type { StepProps } from './shapes.ts';

type Wish = { sheet?: string; headerRow?: string };

/** What each column is, with its first values beside it; joining column, changed rows and group below. */
export function Columns({ work, onChange }: StepProps) {
  const { t, language } = useWords();
  const [wish, setWish] = useState<Wish>({});
  const { value: look, error } = useRead<GuessedPlan>(`/imports/${work.id}/look?${new URLSearchParams(wish)}`);
  const known = useColumnChoices();
  const [plan, setPlan] = useState<ImportPlan>();
  const [group, setGroup] = useState<GroupChoice>({ id: work.plan.groupId ?? '', name: '' });
  const { run, busy, refused } = useAction();
  useEffect(() => {
    // What was chosen before stays, unless another sheet or header row is looked at.
    if (look) setPlan(Object.keys(wish).length === 0 ? work.plan : look.plan);
  }, [look]);

  const check = () =>
    run(async () => {
      const groupId = group.id === 'new' ? await makeGroup(group.name) : group.id || null;
      await call('POST', `/imports/${work.id}/plan`, { ...plan, groupId });
      onChange();
    });
  if (error) return <Problem>{error.message}</Problem>;
  // Without them every column would stand there as left out.
  if (!look || !plan || known.length === 0) return <Skeleton rows={10} />;
  const sheet = look.sheets.find(({ name }) => name === (plan.sheet ?? '')) ?? look.sheets[0]!;
  return (
    <form
      className="import-columns"
      onSubmit={(event) => {
        event.preventDefault();
        void check();
      }}
    >
      {work.state === 'failed' && work.failure ? <Problem>{work.failure[language]}</Problem> : null}
      <Source look={look} plan={plan} onWish={setWish} />
      {sheet.leftOut > 0 ? (
        <Notice tone="orange">{t('import.columns left out', { count: sheet.leftOut, most: mostColumns })}</Notice>
      ) : null}
      <Card title={t('import.columns')} beside={<Tag>{plan.columns.length}</Tag>} flush>
        <ColumnList plan={plan} sheet={sheet} known={known} onPlan={setPlan} />
      </Card>
      <Rules plan={plan} known={known} onPlan={setPlan} group={group} onGroup={setGroup} />
      <Problem>{refused?.message}</Problem>
      <div className="bar import-buttons">
        <span className="second small">{t('import.nothing yet')}</span>
        <span className="grow" />
        <Button kind="main" type="submit" size="big" busy={busy}>
          {t('import.check')}
        </Button>
      </div>
    </form>
  );
}

type SourceProps = { readonly look: GuessedPlan; readonly plan: ImportPlan; readonly onWish: (wish: Wish) => void };

/** The sheet and the row of headers; encoding and separator of a CSV file are only told. */
function Source({ look, plan, onWish }: SourceProps) {
  const { t } = useWords();
  const sheet = look.sheets.find(({ name }) => name === (plan.sheet ?? '')) ?? look.sheets[0]!;
  const wish = (headerRow: string) => onWish({ ...(plan.sheet === null ? {} : { sheet: plan.sheet }), headerRow });
  return (
    <div className="bar import-source">
      {look.kind === 'xlsx' ? (
        <Field label={t('import.sheet')}>
          <Select
            value={sheet.name}
            onChange={(name) => onWish({ sheet: name })}
            choices={look.sheets.map(({ name, isHidden }) => ({
              value: name,
              label: isHidden ? `${name} (${t('import.hidden')})` : name,
            }))}
          />
        </Field>
      ) : (
        <Field label={t('import.written as')}>
          <span className="input-like">
            {plan.encoding}, {plan.separator === '\t' ? t('import.tab') : plan.separator}
          </span>
        </Field>
      )}
      <Field label={t('import.header row')}>
        <Select
          value={String(plan.headerRow)}
          onChange={wish}
          choices={[
            { value: '0', label: t('import.no headers') },
            ...sheet.rows.map((row) => ({
              value: String(row.number),
              label: `${row.number}: ${row.cells.filter(Boolean).slice(0, 3).join(', ').slice(0, 60)}`,
            })),
          ]}
        />
      </Field>
    </div>
  );
}

type ColumnListProps = {
  readonly plan: ImportPlan;
  readonly sheet: SheetSample;
  readonly known: readonly ColumnChoice[];
  readonly onPlan: (plan: ImportPlan) => void;
};

function ColumnList({ plan, sheet, known, onPlan }: ColumnListProps) {
  const { t, language } = useWords();
  const labelOf = (id: string, name: string) => {
    if (id.startsWith('person.own.')) return t('import.own field of person', { name });
    return id.startsWith('own.') ? t('import.own field', { name }) : name;
  };
  const samples = sheet.rows.filter(({ number }) => number > plan.headerRow);
  const choices = known.map(({ id, name }) => ({ value: id, label: labelOf(id, name[language]) }));
  const choose = (index: number, field: string) =>
    onPlan({
      ...plan,
      columns: plan.columns.map((column) =>
        column.index === index ? { ...column, field: (field || null) as ColumnField | null } : column,
      ),
    });
  return (
    <table className="list import-map">
      <thead>
        <tr>
          <th scope="col">{t('import.in file')}</th>
          <th scope="col">{t('import.samples')}</th>
          <th scope="col">{t('import.read into')}</th>
        </tr>
      </thead>
      <tbody>
        {plan.columns.map(({ index, header, field }) => (
          <tr key={index} className={field ? '' : 'done'}>
            <td className="title strong">{header || t('import.column', { letter: letterOf(index) })}</td>
            <td className="second small">
              {samples
                .map(({ cells }) => cells[index])
                .filter(Boolean)
                .slice(0, 4)
                .join(' · ')}
            </td>
            <td>
              <Select
                label={t('import.read column', { column: header || letterOf(index) })}
                value={field ?? ''}
                none={t('import.leave out')}
                choices={choices}
                onChange={(chosen) => choose(index, chosen)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What a column can be read into: fields of Nurt's, and those that the company has added. */
export function useColumnChoices(): readonly ColumnChoice[] {
  return useRead<{ rows: ColumnChoice[] }>('/import-fields').value?.rows ?? [];
}

function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}

type GroupChoice = { readonly id: string; readonly name: string };
type RulesProps = {
  readonly plan: ImportPlan;
  readonly known: readonly ColumnChoice[];
  readonly onPlan: (plan: ImportPlan) => void;
  readonly group: GroupChoice;
  readonly onGroup: (group: GroupChoice) => void;
};

/** By what rows find their customer, what is done with changed ones, and the group for all. */
function Rules({ plan, known, onPlan, group, onGroup }: RulesProps) {
  const { t, language } = useWords();
  const { value: groups } = useRead<{ rows: { id: string; name: string }[] }>('/groups');
  const joins = known.filter(({ id, joins: mayJoin }) => mayJoin && plan.columns.some((column) => column.field === id));
  return (
    <Card title={t('import.rules')}>
      <div className="import-rules">
        <Field
          label={t('import.join by')}
          hint={t(plan.joinBy === 'nothing' ? 'import.join nothing hint' : 'import.join hint')}
        >
          <Select
            value={plan.joinBy}
            onChange={(joinBy) => onPlan({ ...plan, joinBy: joinBy as JoinBy })}
            choices={[
              ...joins.map(({ id, name }) => ({ value: id, label: name[language] })),
              { value: 'nothing', label: t('import.join nothing') },
            ]}
          />
        </Field>
        <Field label={t('import.on changed')} hint={t(`import.on changed hint.${plan.onChanged}`)}>
          <Select
            value={plan.onChanged}
            onChange={(onChanged) => onPlan({ ...plan, onChanged: onChanged as OnChanged })}
            choices={(['overwrite', 'fill', 'skip'] as const).map((value) => ({
              value,
              label: t(`import.on changed.${value}`),
            }))}
          />
        </Field>
        <Field label={t('import.group')} hint={t('import.group hint')}>
          <Select
            value={group.id}
            none={t('import.no group')}
            onChange={(id) => onGroup({ ...group, id })}
            choices={[
              { value: 'new', label: t('import.new group') },
              ...(groups?.rows ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
        {group.id === 'new' ? (
          <Field label={t('import.group name')} required>
            <TextInput value={group.name} onChange={(name) => onGroup({ ...group, name })} autoFocus />
          </Field>
        ) : null}
      </div>
      <Notice>{t('import.empty cells')}</Notice>
    </Card>
  );
}

/** A group of that name that is there already is used. */
async function makeGroup(name: string): Promise<string> {
  const { rows } = await call<{ rows: { id: string; name: string }[] }>('GET', '/groups');
  const same = rows.find((group) => group.name.toLowerCase() === name.trim().toLowerCase());
  return same?.id ?? (await call<{ id: string }>('POST', '/groups', { name })).id;
}
