import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { CancelAndSave, Dialog } from '../../components/dialog.tsx';
import { Field, Problem, TextInput } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import { readMoney, writeMoney } from '../../../domain/campaigns/typed-money.ts';
import type { KnownRates } from '../../../db/work-rates.ts';

/** What an hour of work and a kilometre cost, for the reports of cases. */
export function WorkRates() {
  const { t, money } = useWords();
  const { value, reload } = useRead<KnownRates>('/installation/work-rates');
  const [editing, setEditing] = useState(false);
  const say = (minor: number | null) => (minor === null || !value ? '–' : money(minor, value.currency));
  return (
    <div className="setting asks">
      <span className="picture">
        <Icon name="money" />
      </span>
      <span>
        <b className="strong">{t('settings.work_rates')}</b>
        <br />
        <span className="small second">
          {value
            ? t('settings.work_rates text', { hour: say(value.hourMinor), kilometre: say(value.kilometreMinor) })
            : null}
        </span>
      </span>
      <Button kind="quiet" icon="edit" label={t('settings.work_rates')} onClick={() => setEditing(true)} />
      {editing && value ? (
        <Rates
          rates={value}
          onClose={() => setEditing(false)}
          onSaved={() => {
            setEditing(false);
            reload();
          }}
        />
      ) : null}
    </div>
  );
}

type RatesProps = { readonly rates: KnownRates; readonly onClose: () => void; readonly onSaved: () => void };

function Rates({ rates, onClose, onSaved }: RatesProps) {
  const { t } = useWords();
  const { run, busy, refused } = useAction();
  const [hour, setHour] = useState(writeMoney(rates.hourMinor));
  const [kilometre, setKilometre] = useState(writeMoney(rates.kilometreMinor));
  const [unread, setUnread] = useState(false);
  const problemOf = (typed: string) =>
    unread && typed.trim() !== '' && readMoney(typed, rates.currency) === null
      ? t('settings.work_rates none', { typed })
      : undefined;
  const save = () => {
    const isRead = [hour, kilometre].every((typed) => typed.trim() === '' || readMoney(typed, rates.currency) !== null);
    setUnread(!isRead);
    if (!isRead) return;
    const body = {
      hourMinor: readMoney(hour, rates.currency),
      kilometreMinor: readMoney(kilometre, rates.currency),
      currency: rates.currency,
    };
    void run(() => call('PUT', '/installation/work-rates', body).then(onSaved));
  };
  return (
    <Dialog title={t('settings.work_rates')} onClose={onClose} onSubmit={save} actions={<CancelAndSave busy={busy} />}>
      <div className="form">
        <Problem>{refused?.message}</Problem>
        <Field
          label={t('settings.hour costs', { currency: rates.currency })}
          hint={t('settings.work_rates hint')}
          error={problemOf(hour)}
        >
          <TextInput value={hour} onChange={setHour} autoComplete="off" autoFocus />
        </Field>
        <Field label={t('settings.kilometre costs', { currency: rates.currency })} error={problemOf(kilometre)}>
          <TextInput value={kilometre} onChange={setKilometre} autoComplete="off" />
        </Field>
      </div>
    </Dialog>
  );
}
