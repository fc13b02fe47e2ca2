/** A page that says one thing: that a link is closed, used or unknown. */
export function Notice({
  title,
  text,
  again,
}: {
  title: string;
  text: string;
  again?: { href: string; label: string };
}) {
  return (
    <main className="wm-thanks">
      <h1>{title}</h1>
      <p className="wm-lead">{text}</p>
      {again && (
        <p>
          <a href={again.href}>{again.label}</a>
        </p>
      )}
    </main>
  );
}
