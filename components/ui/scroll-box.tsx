"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";

/** Scrolls sideways when it must; then, and only then, it can be reached and scrolled with the keyboard. */
export function ScrollBox({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  const box = useRef<HTMLElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () =>
      setScrolls(element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== "visible");
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  const reach = scrolls ? { tabIndex: 0, "aria-label": label } : {};
  return (
    <section ref={box} className={className} {...reach}>
      {children}
    </section>
  );
}
