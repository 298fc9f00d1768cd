import React, { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { Field, Notice, Problem, Select } from '../../components/field.tsx';
import { OwnText } from '../../components/own/own-text.tsx';
import { call, Refused, useAction } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { ConversionReport } from '../../../db/own-conversion.ts';
import type { DefinedField } from '../../../db/own-fields.ts';
import { isConvertible } from '../../../domain/own/convert.ts';
import { ownKinds, type OwnKind } from '../../../domain/own/shapes.ts';
import { draftOf, type FieldDraft } from './draft.ts';
import { KindOptions } from './kind-options.tsx';

type ConversionProps = {
  readonly field: DefinedField;
  readonly fields: readonly DefinedField[];
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** Another kind for a field: says what converts and what does not before anything is done (rule 16). */
export function ConversionDialog({ field, fields, onClose, onDone }: ConversionProps) {
  const { t, language } = useWords();
  const toast = useToast();
  const { run, busy, refused, problem } = useAction();
  const kinds = ownKinds.filter((kind) => kind !== field.kind && isConvertible(field.kind, kind));
  const [draft, setDraft] = useState<FieldDraft>({ ...draftOf(field), kind: kinds[0] ?? 'text', options: {} });
  const { kind, options } = draft;
  const report = useReport(field.id, kind, options);
  const convert = () =>
    run(async () => {
      await call('POST', `/own-fields/${field.id}/convert`, { kind, options, version: field.version });
      toast(t('own.converted'), { tone: 'green' });
      onDone();
    });
  return (
    <Dialog
      title={t('own.convert title', { name: field.title[language] })}
      drawer
      onClose={onClose}
      onSubmit={() => void convert()}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={busy} disabled={!('converts' in report)}>
            {t('own.convert')}
          </Button>
        </>
      }
    >
      <div className="form">
        <p className="second">{t('own.convert lead')}</p>
        <Problem>{refused?.message}</Problem>
        <Field label={t('own.new kind')} error={problem('kind')}>
          <Select
            value={kind}
            onChange={(chosen) => setDraft({ ...draft, kind: chosen as OwnKind, options: {} })}
            choices={kinds.map((one) => ({ value: one, label: t(`own.kind.${one}`) }))}
          />
        </Field>
        <KindOptions
          record={field.record}
          draft={draft}
          fields={fields}
          onChange={(change) => setDraft({ ...draft, ...change })}
          problem={problem}
        />
        {'message' in report ? <Problem>{report.message}</Problem> : <Report report={report} field={field} />}
      </div>
    </Dialog>
  );
}

function Report({ report, field }: { readonly report: ConversionReport; readonly field: DefinedField }) {
  const { t } = useWords();
  return (
    <>
      <Notice tone={report.fails > 0 ? 'orange' : 'green'}>
        {t('own.converts', { count: report.converts })} {t('own.fails', { count: report.fails })}
      </Notice>
      {report.examples.length > 0 ? (
        <section aria-label={t('own.stays behind')}>
          <h3>{t('own.stays behind')}</h3>
          <dl className="facts">
            {report.examples.map(({ recordId, name, value }) => (
              <React.Fragment key={recordId}>
                <dt>{name}</dt>
                <dd>
                  <OwnText field={{ ...field, writable: false }} value={value} />
                </dd>
              </React.Fragment>
            ))}
          </dl>
        </section>
      ) : null}
    </>
  );
}

type Reported = ConversionReport | { readonly message: string | undefined };

function useReport(id: string, kind: OwnKind, options: FieldDraft['options']): Reported {
  const [report, setReport] = useState<Reported>({ message: undefined });
  const key = JSON.stringify({ kind, options });
  useEffect(() => {
    let gone = false;
    setReport({ message: undefined });
    call<ConversionReport>('POST', `/own-fields/${id}/conversion`, { kind, options }).then(
      (made) => !gone && setReport(made),
      (error: unknown) => !gone && setReport({ message: error instanceof Refused ? error.message : undefined }),
    );
    return () => {
      gone = true;
    };
  }, [id, key]);
  return report;
}
