import React from 'react';
import { Problem, Select } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { Sight as Chosen } from '../../../db/installation.ts';

/** Which customers operators see. It holds at once, for everybody with the role. */
export function Sight() {
  const { t } = useWords();
  const toast = useToast();
  const { value, reload } = useRead<Chosen>('/installation/sight');
  const { run, refused } = useAction();
  const change = (operatorsSee: string) =>
    void run(async () => {
      await call('PUT', '/installation/sight', { operatorsSee });
      toast(t(`settings.sight changed.${operatorsSee}`), { tone: 'green' });
      reload();
    });
  return (
    <div className="setting asks">
      <span className="picture">
        <Icon name="customers" />
      </span>
      <span>
        <b className="strong">{t('settings.sight')}</b>
        <br />
        <span className="small second">{t('settings.sight text')}</span>
        <Problem>{refused?.message}</Problem>
      </span>
      <span className="choice">
        <Select
          label={t('settings.sight')}
          value={value?.operatorsSee ?? 'all'}
          onChange={change}
          choices={['all', 'own'].map((one) => ({ value: one, label: t(`settings.sight.${one}`) }))}
        />
      </span>
    </div>
  );
}
