import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Button, Face, Tag } from '../../components/button.tsx';
import { Card, Empty } from '../../components/page.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { NewPerson } from './new-person.tsx';
import type { PartProps } from './shapes.ts';
import { Reach } from './side.tsx';

/** The contact persons, each with their own addresses. */
export function People({ card, onChange }: PartProps) {
  const { t } = useWords();
  const [adding, setAdding] = useState(false);
  const add = useViewer().may('company.edit') ? (
    <Button icon="plus" onClick={() => setAdding(true)}>
      {t('company.new person')}
    </Button>
  ) : null;
  return (
    <>
      {card.people.length === 0 ? (
        <Empty icon="person" title={t('company.no people')} text={t('company.no people text')}>
          {add}
        </Empty>
      ) : (
        <Card title={t('company.tab.people')} actions={add}>
          <ul className="contacts">
            {card.people.map((person) => {
              const name = [person.firstName, person.lastName].filter(Boolean).join(' ');
              return (
                <li key={person.id} className="person">
                  <Face name={name} />
                  <span>
                    <Link className="strong" to={`/admin/people/${person.id}`}>
                      {name}
                    </Link>{' '}
                    {person.isMain ? <Tag>{t('company.main person')}</Tag> : null}{' '}
                    {person.decides ? <Tag tone="accent">{t('customer.decides')}</Tag> : null}
                    <br />
                    <span className="small second">
                      {[person.position, person.department].filter(Boolean).join(', ')}
                    </span>
                    {person.contactPoints.map((point) => (
                      <div key={point.id} className="small">
                        <Reach point={point} company={card} />
                      </div>
                    ))}
                  </span>
                </li>
              );
            })}
          </ul>
        </Card>
      )}
      {adding ? <NewPerson companyId={card.id} onClose={() => setAdding(false)} onAdded={onChange} /> : null}
    </>
  );
}
