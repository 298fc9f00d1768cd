import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { Check, Field, Notice, Select, TextInput } from '../../components/field.tsx';
import { call, useAction } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Right } from '../../../domain/access.ts';

type NewTokenProps = { readonly onClose: () => void; readonly onMade: () => void };

/** Names a token and chooses what it may do; shows it once. */
export function NewToken({ onClose, onMade }: NewTokenProps) {
  const { t } = useWords();
  const { rights } = useViewer();
  const { run, busy, refused, problem } = useAction();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Right[]>([]);
  const [days, setDays] = useState('365');
  const [password, setPassword] = useState('');
  const [token, setToken] = useState<string>();
  const make = () =>
    run(async () => {
      const made = await call<{ token: string }>('POST', '/tokens', {
        ...{ name, rights: chosen, password },
        days: Number(days),
      });
      setToken(made.token);
      onMade();
    });
  if (token) {
    return (
      <Dialog
        title={t('tokens.made title')}
        onClose={onClose}
        actions={<Button onClick={onClose}>{t('frame.close')}</Button>}
      >
        <Notice tone="orange">{t('tokens.once')}</Notice>
        <Field label={t('tokens.token')}>
          <TextInput value={token} onChange={() => {}} />
        </Field>
        <Button icon="file" onClick={() => void navigator.clipboard.writeText(token)}>
          {t('tokens.copy')}
        </Button>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t('tokens.new')}
      onClose={onClose}
      onSubmit={() => void make()}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={busy} disabled={!name.trim() || chosen.length === 0 || !password}>
            {t('tokens.create')}
          </Button>
        </>
      }
    >
      <Refusal refused={refused} />
      <Field label={t('tokens.name')} required hint={t('tokens.name hint')} error={problem('name')}>
        <TextInput value={name} onChange={setName} autoFocus />
      </Field>
      <Field label={t('tokens.days')} error={problem('days')}>
        <Select
          value={days}
          onChange={setDays}
          choices={['30', '90', '365', '1095'].map((value) => ({ value, label: t(`tokens.days.${value}`) }))}
        />
      </Field>
      <Field label={t('tokens.password')} required hint={t('tokens.password hint')} error={problem('password')}>
        <TextInput kind="password" value={password} onChange={setPassword} autoComplete="current-password" />
      </Field>
      <fieldset className="field">
        <legend>{t('tokens.rights')}</legend>
        <div className="rights">
          {rights.map((right) => (
            <Check
              key={right}
              label={t(`right.${right}`)}
              checked={chosen.includes(right)}
              onChange={(on) => setChosen(on ? [...chosen, right] : chosen.filter((one) => one !== right))}
            />
          ))}
        </div>
      </fieldset>
    </Dialog>
  );
}
