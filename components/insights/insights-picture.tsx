/** The page in small, filled: three sentences beside their dumbbells. Only a picture. */
export function InsightsPicture() {
  const rows = [
    { words: [84, 60], from: 30, to: 86 },
    { words: [76, 68], from: 52, to: 96 },
    { words: [80, 40], from: 44, to: 78 },
  ];
  return (
    <svg viewBox="0 0 296 120" className="w-full" role="presentation">
      {rows.map(({ words, from, to }, index) => {
        const y = 20 + index * 40;
        return (
          <g key={y}>
            {index > 0 ? <line x1="0" x2="296" y1={y - 20} y2={y - 20} stroke="var(--color-line)" /> : null}
            <rect x="4" y={y - 8} width="18" height="6" rx="2" fill="var(--color-detractor)" />
            <rect x="26" y={y - 8} width={words[0]! + 20} height="6" rx="2" fill="var(--color-line-strong)" />
            <rect x="4" y={y + 3} width={words[1]! + 40} height="6" rx="2" fill="var(--color-line)" />
            <line x1={170 + from} x2={170 + to} y1={y} y2={y} stroke="var(--color-line-strong)" strokeWidth="2" />
            <circle cx={170 + from} cy={y} r="4" fill="var(--color-detractor)" />
            <path
              d={`M${170 + to} ${y - 5}l5 5-5 5-5-5z`}
              fill="var(--color-surface)"
              stroke="var(--color-promoter)"
              strokeWidth="2"
            />
          </g>
        );
      })}
    </svg>
  );
}
