import React, { useMemo, useState } from 'react';
import { Button, Face, Meter, Tag } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table/data-table.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { Confirm, Dialog } from '../../components/dialog.tsx';
import { Check, Field, Notice, Problem, Select, TextInput } from '../../components/field.tsx';
import { Card, Empty, Head, Page, Skeleton, Tabs } from '../../components/page.tsx';
import { MenuButton } from '../../components/popover.tsx';
import { Refused } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import { OfPlans } from './more-plans.tsx';
import { CheckedFields, Drawings, OwnFields } from './more-fields.tsx';
import { Arranged, PlainTable } from './more-lists.tsx';
import { OfRecords, PartsOfForms, PartsOfLists } from './more-records.tsx';
import { SavingAndMenus } from './more-saving.tsx';
import { sampleSource, states, type State } from './sample-source.ts';

/** Every component in every state, for those who build the panel. Opened with NURT_DEVELOPER=1. */
export default function Components() {
  const { t } = useWords();
  return (
    <Page title={t('components.title')} wide>
      <Head title={t('components.title')} second={t('components.text')} />
      <div className="components" data-samples>
        <Buttons />
        <Marks />
        <Fields />
        <CheckedFields />
        <OwnFields />
        <Drawings />
        <Surfaces />
        <PlainTable />
        <Arranged />
        <PartsOfForms />
        <OfPlans />
        <SavingAndMenus />
        <PartsOfLists />
        <OfRecords />
        <Lists />
      </div>
    </Page>
  );
}

function Buttons() {
  const { t } = useWords();
  const save = t('frame.save');
  return (
    <Card title="Button, MenuButton">
      <div className="bar">
        <Button kind="main">{save}</Button>
        <Button>{save}</Button>
        <Button kind="quiet">{save}</Button>
        <Button kind="danger">{save}</Button>
        <Button kind="main" size="big" icon="play" keys="Enter">
          {save}
        </Button>
        <Button size="small">{save}</Button>
        <Button disabled>{save}</Button>
        <Button busy>{save}</Button>
        <Button icon="edit" label={save} />
        <MenuButton
          label={t('table.looks')}
          icon="more"
          items={[
            { label: save, icon: 'check', chosen: true, onChoose: () => {} },
            { label: t('frame.undo'), icon: 'undo', disabled: true, onChoose: () => {} },
            { label: t('views.delete'), icon: 'trash', danger: true, onChoose: () => {} },
          ]}
        />
      </div>
    </Card>
  );
}

function Marks() {
  const { t } = useWords();
  return (
    <Card title="Tag, Face, Meter, Tabs">
      <div className="stack">
        <div className="bar">
          <Tag>A</Tag>
          {(['accent', 'violet', 'green', 'orange', 'red'] as const).map((tone) => (
            <Tag key={tone} tone={tone} icon="check">
              {t(`colours.tone.${tone}`)}
            </Tag>
          ))}
          <Face name="Anna Wiśniewska" />
          <Face name="🚀 شركة" />
          <Face name="" big />
        </div>
        <Meter value={3} of={10} label="3 / 10" />
        <Meter value={12} of={10} label="12 / 10" />
        <Tabs
          label="Tabs"
          current="a"
          tabs={[
            { id: 'a', label: t('room.customers'), count: 1842, to: '#a' },
            { id: 'b', label: t('room.tasks'), to: '#b' },
          ]}
        />
      </div>
    </Card>
  );
}

function Fields() {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [on, setOn] = useState(true);
  const choices = [{ value: 'a', label: t('room.customers') }];
  return (
    <Card title="Field, TextInput, Select, DateInput, Check">
      <div className="form">
        <div className="two">
          <Field label={t('views.name')} hint={t('components.hint')} required>
            <TextInput value={text} onChange={setText} />
          </Field>
          <Field label={t('views.name')} error={t('components.wrong')}>
            <TextInput value={text} onChange={setText} />
          </Field>
          <Field label={t('views.name')}>
            <TextInput value={text} onChange={setText} disabled />
          </Field>
          <Field label={t('views.name')}>
            <Select value={text} onChange={setText} choices={choices} none={t('frame.none')} />
          </Field>
          <Field label={t('views.name')}>
            <DateInput value="2026-12-03" onChange={() => {}} />
          </Field>
          <Field label={t('views.name')}>
            <DateInput value="2026-12-03T14:00" time onChange={() => {}} />
          </Field>
        </div>
        <Field label={t('views.name')}>
          <TextInput value={text} onChange={setText} lines={3} />
        </Field>
        <Check label={t('views.share with all')} checked={on} onChange={setOn} />
      </div>
    </Card>
  );
}

function Surfaces() {
  const { t } = useWords();
  const toast = useToast();
  const [open, setOpen] = useState<'dialog' | 'drawer' | 'confirm'>();
  const close = () => setOpen(undefined);
  const message = t('components.hint');
  const refused = useMemo(() => new Refused({ code: 'components.refused', message, status: 422 }), [message]);
  return (
    <Card title="Notice, Problem, Refusal, Empty, Skeleton, Dialog, Toast">
      <div className="stack">
        <Notice>{t('components.hint')}</Notice>
        <Notice tone="orange">{t('components.hint')}</Notice>
        <Notice tone="green">{t('components.hint')}</Notice>
        <Problem>{t('components.wrong')}</Problem>
        <Refusal refused={refused} />
        <div className="bar">
          <Button onClick={() => setOpen('dialog')}>Dialog</Button>
          <Button onClick={() => setOpen('drawer')}>Drawer</Button>
          <Button onClick={() => setOpen('confirm')}>Confirm</Button>
          <Button onClick={() => toast(t('frame.saved'))}>Toast</Button>
          <Button onClick={() => toast(t('frame.saved'), { undo: () => {} })}>Toast, undo</Button>
          <Button onClick={() => toast(t('components.wrong'), { tone: 'red' })}>Toast, red</Button>
        </div>
        <Empty icon="customers" title={t('companies.empty')} text={t('companies.empty text')}>
          <Button kind="main">{t('companies.new')}</Button>
        </Empty>
        <div className="asleep">
          <Skeleton rows={3} />
        </div>
        {open === 'dialog' || open === 'drawer' ? (
          <Dialog title={t('components.title')} drawer={open === 'drawer'} onClose={close}>
            <p>{t('components.text')}</p>
          </Dialog>
        ) : null}
        {open === 'confirm' ? (
          <Confirm title={t('views.delete')} verb={t('views.delete')} danger onConfirm={close} onClose={close}>
            <p>{t('views.delete text')}</p>
          </Confirm>
        ) : null}
      </div>
    </Card>
  );
}

function Lists() {
  const { t } = useWords();
  const [state, setState] = useState<State>('rows');
  const source = useMemo(() => sampleSource(state), [state]);
  return (
    <Card title="DataTable">
      <div className="sample-list">
        <DataTable
          key={state}
          source={source}
          label={t('companies.title')}
          titleField="text"
          to={() => '#row'}
          saving={{
            save: (row, field, value) => Promise.resolve({ ...row, values: { ...row.values, [field.id]: value } }),
          }}
          head={(count) => (
            <div className="bar">
              {states.map((one) => (
                <button
                  key={one}
                  type="button"
                  className={one === state ? 'chip on' : 'chip'}
                  aria-pressed={one === state}
                  onClick={() => setState(one)}
                >
                  {one}
                </button>
              ))}
              {count}
            </div>
          )}
          empty={<Empty icon="customers" title={t('companies.empty')} text={t('companies.empty text')} />}
        />
      </div>
    </Card>
  );
}
