import React, { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { CurrencySelect } from '../../components/currency-select.tsx';
import { Field, Notice, Select, TextInput } from '../../components/field.tsx';
import { NumberText, readNumber, writeNumber } from '../../components/number-text.tsx';
import { call, Refused, useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { ListedDictionary } from '../../../db/dictionaries.ts';
import type { DefinedField } from '../../../db/own-fields.ts';
import type { Tried } from '../../../db/own-formulas.ts';
import { formulaTypeOf, knownFields } from '../../../domain/own/formula-fields.ts';
import { ownTargets, type OwnOptions, type OwnRecord, type OwnTarget } from '../../../domain/own/shapes.ts';
import type { FieldDraft } from './draft.ts';

type KindOptionsProps = {
  readonly record: OwnRecord;
  readonly draft: FieldDraft;
  readonly fields: readonly DefinedField[];
  readonly onChange: (change: Partial<FieldDraft>) => void;
  readonly problem: (field: string) => string | undefined;
};

/** What a kind needs beside its name. */
export function KindOptions(props: KindOptionsProps) {
  const { draft, onChange, problem } = props;
  const { t } = useWords();
  const { options } = draft;
  const set = (change: OwnOptions) => onChange({ options: { ...options, ...change } });
  switch (draft.kind) {
    case 'choice':
    case 'many':
      return <DictionaryChoice {...props} />;
    case 'money':
      return (
        <Field label={t('own.currency')} error={problem('currency')}>
          <CurrencySelect value={options.currency ?? ''} onChange={(currency) => set({ currency })} />
        </Field>
      );
    case 'number':
      return (
        <div className="two">
          <Limit label={t('own.least')} value={options.least} onChange={(least) => set({ least })} />
          <Limit label={t('own.most')} value={options.most} onChange={(most) => set({ most })} />
        </div>
      );
    case 'text':
      return (
        <Field label={t('own.lines')}>
          <Select
            value={String(options.lines ?? 1)}
            onChange={(lines) => set({ lines: Number(lines) })}
            choices={['1', '3', '6', '12'].map((lines) => ({ value: lines, label: lines }))}
          />
        </Field>
      );
    case 'reference':
      return (
        <Field label={t('own.target')}>
          <Select
            value={options.target ?? 'company'}
            onChange={(target) => set({ target: target as OwnTarget })}
            choices={ownTargets.map((target) => ({
              value: target,
              label: t(`own.target.${target}`),
            }))}
          />
        </Field>
      );
    case 'formula':
      return <FormulaEditor {...props} />;
    default:
      return null;
  }
}

type LimitProps = {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
};

function Limit({ label, value, onChange }: LimitProps) {
  return (
    <Field label={label}>
      <NumberText
        label={label}
        value={value}
        onChange={(typed) => onChange(typeof typed === 'number' ? typed : undefined)}
        read={readNumber}
        write={writeNumber}
      />
    </Field>
  );
}

function DictionaryChoice({ draft, onChange, problem }: KindOptionsProps) {
  const { t, language } = useWords();
  const { value: dictionaries, reload } = useRead<{ rows: ListedDictionary[] }>('/dictionaries');
  const choose = (dictionary: string) => onChange({ options: { dictionary } });
  const add = async () => {
    const { code } = await call<{ code: string }>('POST', '/dictionaries', { name: { pl: draft.pl, en: draft.en } });
    reload();
    choose(code);
  };
  return (
    <Field label={t('own.dictionary')} required error={problem('options.dictionary')} hint={t('own.dictionary hint')}>
      <span className="with-plus">
        <Select
          value={draft.options.dictionary ?? ''}
          none={t('shape.not set')}
          onChange={choose}
          choices={(dictionaries?.rows ?? [])
            .filter(({ builtIn }) => !builtIn)
            .map(({ code, name }) => ({ value: code, label: name[language] }))}
        />
        <Button icon="plus" label={t('own.new dictionary')} disabled={!draft.pl.trim()} onClick={() => void add()} />
      </span>
    </Field>
  );
}

/** The formula with what may stand in it, what is wrong, and what comes of it for a real record. */
function FormulaEditor({ record, draft, fields, onChange, problem }: KindOptionsProps) {
  const { t, language } = useWords();
  const formula = draft.options.formula ?? '';
  const tried = useTried(record, formula);
  const set = (text: string) => onChange({ options: { ...draft.options, formula: text } });
  const own = fields.filter((field) => field.active && formulaTypeOf(field));
  const names = [
    ...knownFields[record].map(({ name, title }) => ({ name, title })),
    ...own.map(({ code, title }) => ({ name: code, title })),
  ];
  return (
    <>
      <Field
        label={t('own.formula')}
        required
        error={problem('formula') ?? ('message' in tried ? tried.message : undefined)}
        hint={t('own.formula hint')}
      >
        <TextInput value={formula} onChange={set} lines={3} />
      </Field>
      <div className="formula-help" aria-label={t('own.formula fields')} role="group">
        {names.map(({ name, title }) => (
          <button
            key={name}
            type="button"
            title={title[language]}
            onClick={() => set(`${formula}${formula && !/[\s(;]$/.test(formula) ? ' ' : ''}${name}`)}
          >
            {name}
          </button>
        ))}
      </div>
      {'gives' in tried ? <Outcome tried={tried} draft={draft} onChange={onChange} /> : null}
    </>
  );
}

type OutcomeProps = {
  readonly tried: Tried;
  readonly draft: FieldDraft;
  readonly onChange: KindOptionsProps['onChange'];
};

function Outcome({ tried: { gives, example }, draft, onChange }: OutcomeProps) {
  const { t, language } = useWords();
  const result =
    example && ('problem' in example.result ? example.result.problem[language] : String(example.result.value ?? '—'));
  return (
    <>
      {gives === 'number' ? (
        <Field label={t('own.formula shown')}>
          <Select
            value={draft.options.formulaType === 'money' ? 'money' : 'number'}
            onChange={(type) => onChange({ options: { ...draft.options, formulaType: type as 'money' | 'number' } })}
            choices={(['number', 'money'] as const).map((type) => ({ value: type, label: t(`own.kind.${type}`) }))}
          />
        </Field>
      ) : null}
      {example ? (
        <Notice>
          {t('own.formula example', { name: example.name })} <b>{result}</b>
        </Notice>
      ) : null}
    </>
  );
}

/** What the server makes of the formula, a moment after typing. */
function useTried(record: OwnRecord, formula: string): Tried | { readonly message: string | undefined } {
  const [tried, setTried] = useState<Tried | { message: string | undefined }>({ message: undefined });
  useEffect(() => {
    if (formula.trim() === '') return setTried({ message: undefined });
    let gone = false;
    const timer = setTimeout(() => {
      call<Tried>('POST', '/own-fields/formula', { record, formula }).then(
        (result) => !gone && setTried(result),
        (error: unknown) => !gone && setTried({ message: error instanceof Refused ? error.message : undefined }),
      );
    }, 300);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [record, formula]);
  return tried;
}
