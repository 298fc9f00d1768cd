import React, { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Check, Field, TextInput } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { call, useRead } from '../../components/read.ts';
import { useNames } from '../../components/own/names.ts';
import { useWords } from '../../components/words.ts';
import type { CampaignChoices, Pick } from '../../../db/campaign-choices.ts';
import type { Sources } from '../../../db/candidates.ts';
import type { Editing } from './form.ts';

/** The card of the form. */
export function Audience({
  form,
  change,
  choices,
  problem,
  storedId,
}: Editing & { readonly storedId: string | undefined }) {
  const { t } = useWords();
  const wrong = problem('audience');
  return (
    <Card title={t('campaign.form.audience')}>
      <div className="campaign-audience">
        <SourcesInput
          sources={form.audience}
          onChange={(audience) => change({ audience })}
          choices={choices}
          storedId={storedId}
        />
        <Check
          checked={form.leaveOutBusy}
          onChange={(leaveOutBusy) => change({ leaveOutBusy })}
          label={t('campaign.form.busy')}
        />
        {wrong ? <div className="under problem">{wrong}</div> : null}
      </div>
    </Card>
  );
}

type SourcesProps = {
  readonly sources: Sources;
  readonly onChange: (sources: Sources) => void;
  readonly choices: CampaignChoices;
  /** The campaign whose picks by hand are known already. */
  readonly storedId: string | undefined;
};

/** Groups, classes, imported files, everyone, and customers picked by hand. */
export function SourcesInput({ sources, onChange, choices, storedId }: SourcesProps) {
  const { t, number, day, language } = useWords();
  const set = (over: Partial<Sources>) => onChange({ ...sources, ...over });
  const groups = choices.groups.map(({ id, name, members }) => ({ id, label: `${name} (${number(members)})` }));
  const classes = choices.classes.map(({ id, name, members }) => ({
    id,
    label: `${name[language]} (${number(members)})`,
  }));
  const imports = choices.imports.map(({ id, fileName, createdAt }) => ({
    id,
    label: `${fileName}, ${day(createdAt)}`,
  }));
  return (
    <>
      {choices.whole ? (
        <Check
          checked={sources.everyone}
          onChange={(everyone) => set({ everyone })}
          label={t('campaign.form.everyone')}
        />
      ) : (
        <p className="muted small">{t('campaign.form.own only')}</p>
      )}
      <Ticks
        title={t('campaign.form.groups')}
        all={groups}
        chosen={sources.groups}
        onChange={(chosen) => set({ groups: chosen })}
        disabled={sources.everyone}
      />
      <Ticks
        title={t('campaign.form.classes')}
        all={classes}
        chosen={sources.classes}
        onChange={(chosen) => set({ classes: chosen })}
        disabled={sources.everyone}
      />
      <Ticks
        title={t('campaign.form.imports')}
        all={imports}
        chosen={sources.imports}
        onChange={(chosen) => set({ imports: chosen })}
        disabled={sources.everyone}
      />
      <h3>{t('campaign.form.by hand')}</h3>
      <ByHand audience={sources} set={set} storedId={storedId} />
    </>
  );
}

type TicksProps = {
  readonly title: string;
  readonly all: readonly { readonly id: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  readonly disabled: boolean;
};

function Ticks({ title, all, chosen, onChange, disabled }: TicksProps) {
  if (all.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <div className="ticks">
        {all.map(({ id, label }) => (
          <Check
            key={id}
            checked={chosen.includes(id)}
            onChange={(on) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id))}
            label={label}
            disabled={disabled}
          />
        ))}
      </div>
    </>
  );
}

type ByHandProps = {
  readonly audience: Sources;
  readonly set: (over: Partial<Sources>) => void;
  readonly storedId: string | undefined;
};

const nameOf = ({ companyName, personName }: Pick) => (personName ? `${personName}, ${companyName}` : companyName);
const keyOf = ({ companyId, personId }: Pick) => personId ?? companyId;

function ByHand({ audience, set, storedId }: ByHandProps) {
  const { t } = useWords();
  const { value: stored } = useRead<{ rows: Pick[] }>(storedId ? `/campaigns/${storedId}/picks` : undefined);
  const [added, setAdded] = useState<readonly Pick[]>([]);
  const ids = [...audience.companies, ...audience.people];
  const known = [...(stored?.rows ?? []), ...added].filter(
    (pick, at, all) => ids.includes(keyOf(pick)) && all.findIndex((one) => keyOf(one) === keyOf(pick)) === at,
  );
  const isReading = storedId !== undefined && !stored;
  const restored = useRestored(audience, isReading ? undefined : known.map(keyOf));
  const add = (pick: Pick) => {
    setAdded((old) => [...old, pick]);
    if (ids.includes(keyOf(pick))) return;
    set(
      pick.personId
        ? { people: [...audience.people, pick.personId] }
        : { companies: [...audience.companies, pick.companyId] },
    );
  };
  const drop = (pick: Pick) =>
    set({
      companies: audience.companies.filter((id) => id !== keyOf(pick)),
      people: audience.people.filter((id) => id !== keyOf(pick)),
    });
  return (
    <>
      {known.length + restored.length > 0 ? (
        <div className="bar">
          {[...known, ...restored].map((pick) => (
            <span key={keyOf(pick)} className="chip picked">
              {nameOf(pick)}
              <Button
                kind="quiet"
                icon="close"
                label={t('campaign.form.drop', { name: nameOf(pick) })}
                onClick={() => drop(pick)}
              />
            </span>
          ))}
        </div>
      ) : null}
      <Finder onPick={add} />
    </>
  );
}

/** Those of a form from an earlier visit that neither the draft nor this visit can name, as far as the viewer sees them. */
function useRestored({ companies, people }: Sources, known: readonly string[] | undefined): readonly Pick[] {
  const unknown = (ids: readonly string[]) => (known ? ids.filter((id) => !known.includes(id)) : []);
  const named = [useNames('company', unknown(companies)), useNames('person', unknown(people))];
  const nameless = { personId: null, personName: null, city: null };
  return named.flatMap((names) =>
    [...(names ?? [])]
      .filter(([id]) => unknown([...companies, ...people]).includes(id))
      .map(([companyId, companyName]) => ({ ...nameless, companyId, companyName })),
  );
}

function Finder({ onPick }: { readonly onPick: (pick: Pick) => void }) {
  const { t } = useWords();
  const [words, setWords] = useState('');
  const [found, setFound] = useState<{ readonly words: string; readonly rows: readonly Pick[] }>();
  useEffect(() => {
    if (words.trim().length < 2) return setFound(undefined);
    // Typing does not ask for every letter.
    const timer = setTimeout(() => {
      void call<{ rows: Pick[] }>('GET', `/campaigns/picks?q=${encodeURIComponent(words)}`).then(({ rows }) =>
        setFound({ words, rows }),
      );
    }, 200);
    return () => clearTimeout(timer);
  }, [words]);
  const pick = (one: Pick) => {
    onPick(one);
    setWords('');
  };
  const first = found?.rows[0];
  return (
    <div className="finder">
      <Field label={t('campaign.form.find customer')}>
        <TextInput
          kind="search"
          value={words}
          onChange={setWords}
          autoComplete="off"
          {...(first ? { onEnter: () => pick(first) } : {})}
        />
      </Field>
      {found && found.rows.length === 0 ? (
        <p className="muted small">{t('campaign.form.none found', { words: found.words })}</p>
      ) : null}
      {found && found.rows.length > 0 ? (
        <ul className="finder-list" aria-label={t('campaign.form.found')}>
          {found.rows.map((one) => (
            <li key={keyOf(one)}>
              <button type="button" onClick={() => pick(one)}>
                <span>{nameOf(one)}</span> <span className="muted small">{one.city}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
