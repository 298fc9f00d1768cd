import React, { useState } from 'react';
import { Button, type Tone } from '../../components/button.tsx';
import { CheckedField, type CheckedKind } from '../../components/checked-field.tsx';
import { ColleagueSelect } from '../../components/colleague-select.tsx';
import { ColorSelect } from '../../components/color-select.tsx';
import { KeysDialog } from '../../components/data-table/keys-dialog.tsx';
import { DictionarySelect } from '../../components/dictionary-select.tsx';
import { Field } from '../../components/field.tsx';
import { Icon, iconNames } from '../../components/icon.tsx';
import { LeaveDialog } from '../../components/leave-dialog.tsx';
import { MonthGrid } from '../../components/month-grid.tsx';
import { OwnInput } from '../../components/own/own-input.tsx';
import { OwnText } from '../../components/own/own-text.tsx';
import { NumberText, readNumber, writeNumber } from '../../components/number-text.tsx';
import { Card } from '../../components/page.tsx';
import { useWords } from '../../components/words.ts';
import { ownKinds, type OwnKind, type UsableField } from '../../../domain/own/shapes.ts';

const checked: readonly CheckedKind[] = ['nip', 'regon', 'krs', 'pesel', 'euVat', 'iban', 'phone', 'email', 'postcode'];
const wrong: Readonly<Record<CheckedKind, string>> = {
  nip: '725-18-01-127',
  regon: '100271544',
  krs: '12',
  pesel: '44051401358',
  euVat: 'PL12',
  iban: 'PL00 1140',
  phone: '602',
  email: 'anna@',
  postcode: '0-58',
};

/** Fields that know what is typed into them: with something wrong in each. */
export function CheckedFields() {
  const { t } = useWords();
  const [typed, setTyped] = useState(wrong);
  return (
    <Card title="CheckedField, DictionarySelect, ColleagueSelect, ColorSelect, NumberText">
      <div className="form wide-samples">
        {checked.map((kind) => (
          <CheckedField
            key={kind}
            kind={kind}
            label={kind}
            value={typed[kind]}
            onChange={(value) => setTyped((all) => ({ ...all, [kind]: value }))}
          />
        ))}
        <Selects label={t('views.name')} />
      </div>
    </Card>
  );
}

function Selects({ label }: { readonly label: string }) {
  const { t } = useWords();
  const [entry, setEntry] = useState('');
  const [person, setPerson] = useState('');
  const [tone, setTone] = useState<Tone | null>(null);
  const [number, setNumber] = useState<unknown>(4920.5);
  return (
    <>
      <Field label={label}>
        <DictionarySelect dictionary="industry" value={entry} onChange={setEntry} none={t('frame.none')} />
      </Field>
      <Field label={label}>
        <ColleagueSelect value={person} onChange={setPerson} none={t('frame.none')} />
      </Field>
      <Field label={label}>
        <ColorSelect value={tone} onChange={setTone} none />
      </Field>
      <Field label={label}>
        <NumberText label={label} value={number} onChange={setNumber} read={readNumber} write={writeNumber} />
      </Field>
    </>
  );
}

const values: Readonly<Record<OwnKind, unknown>> = {
  text: 'Zażółć gęślą jaźń',
  number: 12.5,
  money: 123456,
  date: '2026-12-03',
  'yes/no': true,
  choice: 'one',
  many: ['one', 'two'],
  reference: null,
  file: null,
  formula: 42,
};

/** Own fields of every kind: as they are filled in, and as they are read. */
export function OwnFields() {
  const [typed, setTyped] = useState(values);
  return (
    <Card title="OwnInput, OwnText">
      <div className="form wide-samples">
        {ownKinds.map((kind) => (
          <Field key={kind} label={kind}>
            <OwnInput
              field={ownField(kind)}
              value={typed[kind]}
              onChange={(value) => setTyped((all) => ({ ...all, [kind]: value }))}
            />
            <OwnText field={ownField(kind)} value={typed[kind]} />
          </Field>
        ))}
      </div>
    </Card>
  );
}

function ownField(kind: OwnKind): UsableField {
  const choice = (value: string, color: Tone) => ({ value, label: { pl: value, en: value }, color, active: true });
  return {
    ...{ id: kind, record: 'company', code: kind, kind, title: { pl: kind, en: kind }, help: null, section: null },
    ...{ position: 1, required: false, active: true, indexed: false, readers: null, writers: null, version: 1 },
    options: { currency: 'PLN', target: 'company', formulaType: 'number' },
    choices: [choice('one', 'green'), choice('two', 'violet')],
    writable: true,
  };
}

/** Every drawing, a month, and the dialogs that pages share. */
export function Drawings() {
  const [day, setDay] = useState('2026-12-03');
  const [open, setOpen] = useState<'leave' | 'keys'>();
  const close = () => setOpen(undefined);
  return (
    <Card title="Icon, MonthGrid, LeaveDialog, KeysDialog">
      <div className="stack">
        <div className="bar">
          {iconNames.map((name) => (
            <span key={name} title={name}>
              <Icon name={name} size={20} />
            </span>
          ))}
        </div>
        <div className="one-month">
          <MonthGrid today="2026-12-01" chosen={day} onChoose={setDay} />
        </div>
        <div className="bar">
          <Button onClick={() => setOpen('leave')}>LeaveDialog</Button>
          <Button onClick={() => setOpen('keys')}>KeysDialog</Button>
        </div>
        {open === 'leave' ? <LeaveDialog onStay={close} onKeep={close} onDiscard={close} /> : null}
        {open === 'keys' ? <KeysDialog onClose={close} /> : null}
      </div>
    </Card>
  );
}
