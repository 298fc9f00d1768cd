import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { Check, Problem } from '../../components/field.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { Said } from '../../../domain/domain-error.ts';
import { formatIban } from '../../../domain/ids/iban.ts';
import { formatNip, isNip, normaliseNip } from '../../../domain/ids/nip.ts';
import { formatRegon } from '../../../domain/ids/regon.ts';
import type { CompanyDraft } from '../../../plugins/plugin.ts';
import type { CompanyValues } from './values.ts';

type Known = { readonly source: Said; readonly draft: CompanyDraft };
type FromRegisterProps = {
  readonly values: CompanyValues;
  readonly change: (part: Partial<CompanyValues>) => void;
};

const fields = ['name', 'nip', 'regon', 'krs', 'iban', 'street', 'postcode', 'city'] as const;
type Fetched = (typeof fields)[number];

/** "Pobierz z NIP": shows what a register would fill in, beside what stands there, before anything is filled in. */
export function FromRegister({ values, change }: FromRegisterProps) {
  const { t } = useWords();
  const { value: lookups } = useRead<{ rows: unknown[] }>('/lookups');
  const [known, setKnown] = useState<Known>();
  const { run, busy, refused } = useAction();
  const nip = normaliseNip(values.nip);
  if (!lookups || lookups.rows.length === 0) return null;
  const ask = () => run(async () => setKnown(await call<Known>('GET', `/lookups/nip/${nip}`)));
  return (
    <div className="from-register">
      <Button icon="import" busy={busy} disabled={!isNip(nip)} onClick={() => void ask()}>
        {t('customer.from nip')}
      </Button>
      <Problem>{refused?.message}</Problem>
      {known ? (
        <Preview
          known={known}
          values={values}
          onClose={() => setKnown(undefined)}
          onFill={(part) => {
            change(part);
            setKnown(undefined);
          }}
        />
      ) : null}
    </div>
  );
}

type PreviewProps = {
  readonly known: Known;
  readonly values: CompanyValues;
  readonly onClose: () => void;
  readonly onFill: (part: Partial<CompanyValues>) => void;
};

function Preview({ known: { source, draft }, values, onClose, onFill }: PreviewProps) {
  const { t, language } = useWords();
  const offered = fields.flatMap((field) => {
    const said = shown(field, draft);
    return said && said !== values[field] ? [{ field, said, before: values[field] }] : [];
  });
  // What somebody has typed already is left as it is unless they choose otherwise.
  const [chosen, setChosen] = useState<readonly Fetched[]>(
    offered.filter(({ before }) => before === '').map(({ field }) => field),
  );
  const fill = () => {
    const part = Object.fromEntries(
      offered.filter(({ field }) => chosen.includes(field)).map(({ field, said }) => [field, said]),
    );
    const kind = values.kind === 'firm' && draft.kind ? { kind: draft.kind } : {};
    onFill({ ...part, ...kind });
  };
  return (
    <Dialog
      title={t('customer.register says', { source: source[language] })}
      onClose={onClose}
      onSubmit={fill}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" disabled={chosen.length === 0}>
            {t('customer.fill in')}
          </Button>
        </>
      }
    >
      {offered.length === 0 ? <p>{t('customer.all the same')}</p> : null}
      <ul className="offered">
        {offered.map(({ field, said, before }) => (
          <li key={field}>
            <Check
              checked={chosen.includes(field)}
              onChange={(on) => setChosen(on ? [...chosen, field] : chosen.filter((other) => other !== field))}
              label={`${t(`company.field.${field}`)}: ${said}`}
            />
            {before ? <div className="small muted">{t('customer.stands there', { value: before })}</div> : null}
          </li>
        ))}
      </ul>
      {draft.remark ? <p className="small second">{draft.remark[language]}</p> : null}
    </Dialog>
  );
}

function shown(field: Fetched, draft: CompanyDraft): string | undefined {
  const value = draft[field];
  if (!value) return undefined;
  if (field === 'nip') return formatNip(value);
  if (field === 'regon') return formatRegon(value);
  return field === 'iban' ? formatIban(value) : value;
}
