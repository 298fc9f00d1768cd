import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Whether the form for a new record (or `edit`: for this one) is open: `?new=1` opens it, wherever one comes from. */
export function useNewFromAddress(name: 'new' | 'edit' = 'new'): readonly [boolean, (open: boolean) => void] {
  const [isOpen, setOpen] = useState(false);
  useAskedInAddress(name, () => setOpen(true));
  return [isOpen, setOpen];
}

/** Does what `?<name>=1` in the address asks for, and takes it from there at once: coming back asks nothing. */
export function useAskedInAddress(name: string, act: () => void): void {
  const [address, setAddress] = useSearchParams();
  const isAsked = address.get(name) === '1';
  useEffect(() => {
    if (!isAsked) return;
    act();
    const rest = new URLSearchParams(address);
    rest.delete(name);
    setAddress(rest, { replace: true });
  }, [isAsked]);
}
