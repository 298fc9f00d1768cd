import React from 'react';
import { useSearchParams } from 'react-router-dom';
import { Select } from '../../components/field.tsx';
import { Head, Page, Skeleton, Tabs } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';
import type { FormShape, KeptLayout } from '../../../db/form-layouts.ts';
import type { Profile } from '../../../db/profiles.ts';
import { formFields } from '../../../domain/own/layout.ts';
import { ownRecords } from '../../../domain/own/shapes.ts';
import { Arranging, type Arranged } from './arranging.tsx';

const records = ownRecords.filter((record) => formFields[record].length > 0);

/** How forms are arranged: for everyone, and for a profile that needs it otherwise. */
export default function FormLayouts() {
  const { t, language } = useWords();
  const [search, setSearch] = useSearchParams();
  const record = records.find((one) => one === search.get('record')) ?? 'company';
  const profile = search.get('profile') ?? '';
  const profiles = useRead<{ rows: Profile[] }>('/profiles');
  const shape = useRead<FormShape>(`/forms/${record}`);
  const layouts = useRead<{ rows: KeptLayout[] }>(`/forms/${record}/layouts`);
  const fields: Arranged[] = [
    ...formFields[record].map(({ id, title, must, width }) => ({
      id,
      title: title[language],
      isOwn: false,
      ...(must ? { must } : {}),
      ...(width ? { width } : {}),
    })),
    ...(shape.value?.fields ?? []).map(({ code, title, section, required }) => ({
      id: `own.${code}`,
      title: title[language],
      isOwn: true,
      section,
      must: required,
    })),
  ];
  const kept = layouts.value?.rows.find((one) => one.profile === profile);
  return (
    <Page title={t('layout.title')}>
      <Head
        title={t('layout.title')}
        second={t('layout.lead')}
        back={{ to: '/admin/settings', label: t('room.settings') }}
      />
      <Tabs
        label={t('layout.title')}
        current={record}
        tabs={records.map((one) => ({
          id: one,
          label: t(`own.record.${one}`),
          to: `/admin/form-layouts?record=${one}&profile=${profile}`,
        }))}
      />
      <div className="bar layout-for">
        <span className="second">{t('layout.for')}</span>
        <Select
          label={t('layout.for')}
          value={profile}
          none={t('layout.everyone')}
          onChange={(code) => setSearch({ record, profile: code })}
          choices={(profiles.value?.rows ?? []).map(({ code, name }) => ({ value: code, label: name[language] }))}
        />
      </div>
      {shape.value && layouts.value && !shape.busy && !layouts.busy ? (
        <Arranging
          key={`${record} ${profile} ${kept?.version ?? 0}`}
          record={record}
          profile={profile}
          fields={fields}
          kept={kept}
          onSaved={layouts.reload}
        />
      ) : (
        <Skeleton rows={8} height={34} />
      )}
    </Page>
  );
}
