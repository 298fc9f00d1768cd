import React, { useEffect, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Field, Notice, Problem, TextInput } from '../../components/field.tsx';
import { Card, Empty, Head, Page } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { Published, QueueName, ReadScenario } from '../../../db/scenarios.ts';
import type { Version } from '../../../domain/scenario/shapes.ts';
import { readable } from '../scenario/describe.ts';
import { Steps, type StepProblem } from '../scenario/steps.tsx';

type Draft = {
  readonly code: string;
  readonly pl: string;
  readonly en: string;
  readonly aboutPl: string;
  readonly aboutEn: string;
  readonly json: string;
};
/** Fields that say what was refused about them themselves. */
const placed = ['code', 'names.pl', 'names.en', 'graph'];
const blank: Draft = { code: '', pl: '', en: '', aboutPl: '', aboutEn: '', json: '' };

type Checked = {
  readonly version?: Version;
  readonly queues?: readonly QueueName[];
  readonly problems: readonly StepProblem[];
};

/** Paste or load a scenario as JSON, see what is wrong with it, publish it. */
export default function NewScenario() {
  const { t, language } = useWords();
  const [search] = useSearchParams();
  const from = search.get('from');
  const { value: before } = useRead<ReadScenario>(from ? `/scenarios/${from}` : undefined);
  const [draft, setDraft] = useState<Draft>(blank);
  const [checked, setChecked] = useState<Checked>();
  const toast = useToast();
  const navigate = useNavigate();
  const publishing = useAction();
  const checking = useAction();
  useEffect(() => {
    if (before) setDraft((typed) => (typed.json === '' ? draftOf(before) : typed));
  }, [before]);

  const change = (part: Partial<Draft>) => {
    setDraft((typed) => ({ ...typed, ...part }));
    if (part.json !== undefined) setChecked(undefined);
  };
  const check = (json: string) =>
    checking.run(async () => setChecked(await call<Checked>('POST', '/scenarios/check', { graph: json })));
  const publish = () =>
    publishing.run(async () => {
      const published = await call<Published>('POST', '/scenarios', bodyOf(draft, before !== undefined));
      const { number, isNew, renamed } = published;
      const name = language === 'pl' ? draft.pl : draft.en;
      const kept = t(renamed ? 'scenarios.renamed' : 'scenarios.unchanged', { number });
      toast(isNew ? t('scenarios.published as', { name, number }) : kept);
      navigate(`/admin/scenarios/${published.scenarioId}`);
    });
  return (
    <Page title={t('scenarios.new')} wide>
      <Head title={t('scenarios.new')} back={{ to: '/admin/scenarios', label: t('scenarios.title') }}>
        <Button onClick={() => void check(draft.json)} busy={checking.busy} disabled={draft.json.trim() === ''}>
          {t('scenarios.check')}
        </Button>
        <Button kind="main" onClick={() => void publish()} busy={publishing.busy} disabled={draft.json.trim() === ''}>
          {t('scenarios.publish')}
        </Button>
      </Head>
      <Problem>{placed.includes(publishing.refused?.field ?? '') ? null : publishing.refused?.message}</Problem>
      <Problem>{checking.refused?.message}</Problem>
      <div className="scenario loading">
        <DraftForm draft={draft} change={change} problem={publishing.problem} onFile={(json) => void check(json)} />
        <Card title={t('scenarios.preview')}>
          <Found checked={checked} />
        </Card>
      </div>
    </Page>
  );
}

type DraftFormProps = {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly problem: (field: string) => string | undefined;
  readonly onFile: (json: string) => void;
};

function DraftForm({ draft, change, problem, onFile }: DraftFormProps) {
  const { t } = useWords();
  const picker = useRef<HTMLInputElement>(null);
  const load = async (file: File | undefined) => {
    if (!file) return;
    const json = await file.text();
    change({ json });
    onFile(json);
  };
  return (
    <Card>
      <div className="form">
        <Field label={t('scenarios.code')} hint={t('scenarios.code hint')} error={problem('code')} required>
          <TextInput value={draft.code} onChange={(code) => change({ code })} />
        </Field>
        <div className="pair">
          <Field label={t('scenarios.name pl')} error={problem('names.pl')} required>
            <TextInput value={draft.pl} onChange={(pl) => change({ pl })} />
          </Field>
          <Field label={t('scenarios.name en')} error={problem('names.en')} required>
            <TextInput value={draft.en} onChange={(en) => change({ en })} />
          </Field>
        </div>
        <Field label={t('scenarios.description pl')}>
          <TextInput value={draft.aboutPl} onChange={(aboutPl) => change({ aboutPl })} />
        </Field>
        <Field label={t('scenarios.description en')}>
          <TextInput value={draft.aboutEn} onChange={(aboutEn) => change({ aboutEn })} />
        </Field>
        <Field label={t('scenarios.json')} hint={t('scenarios.json hint')} error={problem('graph')} required>
          <TextInput value={draft.json} onChange={(json) => change({ json })} lines={18} />
        </Field>
        <input
          ref={picker}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={t('scenarios.file')}
          onChange={(event) => {
            void load(event.target.files?.[0]);
            // The same file, corrected, is chosen anew.
            event.target.value = '';
          }}
        />
        <Button icon="file" onClick={() => picker.current?.click()}>
          {t('scenarios.file')}
        </Button>
      </div>
    </Card>
  );
}

function Found({ checked }: { readonly checked: Checked | undefined }) {
  const { t } = useWords();
  if (!checked) return <Empty icon="scenarios" title={t('scenarios.preview')} text={t('scenarios.preview text')} />;
  const { version, queues = [], problems } = checked;
  const grave = problems.filter(({ warning }) => !warning);
  const elsewhere = version ? problems.filter(({ step }) => step === null) : problems;
  return (
    <>
      <div className="found" role="status">
        {grave.length === 0 ? <Notice tone="green">{t('scenarios.fine')}</Notice> : null}
        {grave.length > 0 ? <b className="strong">{t('scenarios.problems', { count: grave.length })}</b> : null}
        {elsewhere.map(({ text, warning }) => (
          <Notice key={text} tone={warning ? 'orange' : 'red'}>
            {text}
          </Notice>
        ))}
        {version && problems.length > 0 ? (
          <span className="second">{t('scenarios.warnings', { count: problems.length })}</span>
        ) : null}
      </div>
      {version ? <Steps version={version} queues={queues} problems={problems} /> : null}
    </>
  );
}

function draftOf({ code, namePl, nameEn, descriptionPl, descriptionEn, graph }: ReadScenario): Draft {
  const json = readable(graph);
  return { code, pl: namePl, en: nameEn, aboutPl: descriptionPl ?? '', aboutEn: descriptionEn ?? '', json };
}

/** A description that was read and emptied goes; who has begun with an empty form has seen none, and says nothing of it. */
function bodyOf({ code, pl, en, aboutPl, aboutEn, json }: Draft, isNext: boolean) {
  const description = { pl: aboutPl.trim() || null, en: aboutEn.trim() || null };
  const isSaid = isNext || description.pl !== null || description.en !== null;
  return { code, names: { pl, en }, ...(isSaid ? { description } : {}), graph: json };
}
