import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Whether the form for a new record is open: `?new=1` opens it, wherever one comes from, and goes from the address at once. */
export function useNewFromAddress(): readonly [boolean, (open: boolean) => void] {
  const [address, setAddress] = useSearchParams();
  const [isOpen, setOpen] = useState(false);
  const isAsked = address.get('new') === '1';
  useEffect(() => {
    if (!isAsked) return;
    setOpen(true);
    const rest = new URLSearchParams(address);
    rest.delete('new');
    setAddress(rest, { replace: true });
  }, [isAsked]);
  return [isOpen, setOpen];
}
