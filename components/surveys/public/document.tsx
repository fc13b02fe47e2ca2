import type { CSSProperties, ReactNode } from "react";
import { type Brand, brandOf } from "@/lib/surveys/brand";

const colours = (brand: Brand): CSSProperties =>
  ({ "--brand": brand.fill, "--on-brand": brand.onFill, "--brand-text": brand.text }) as CSSProperties;

/** The brand's line at the top. */
export function BrandLine({ workspaceName }: { workspaceName: string }) {
  return (
    <header className="wm-head">
      <span className="wm-mark" aria-hidden="true">
        {workspaceName.trim().slice(0, 1).toUpperCase()}
      </span>
      <span className="wm-name">{workspaceName}</span>
    </header>
  );
}

/** The frame of a public page inside a document of its own, or in the builder's preview. */
export function PublicFrame({
  brandColor,
  workspaceName,
  children,
}: {
  brandColor: string;
  workspaceName: string;
  children: ReactNode;
}) {
  return (
    <div className="wm-survey" style={colours(brandOf(brandColor))}>
      <div className="wm-page">
        {workspaceName && <BrandLine workspaceName={workspaceName} />}
        {children}
      </div>
    </div>
  );
}

/** A whole document: own style, one small script, nothing of the app's. */
export function PublicDocument(props: {
  title: string;
  brandColor: string;
  workspaceName: string;
  children: ReactNode;
}) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{props.title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/survey.css" />
        <script src="/survey.js" defer />
      </head>
      <body className="wm-body">
        <PublicFrame brandColor={props.brandColor} workspaceName={props.workspaceName}>
          {props.children}
        </PublicFrame>
      </body>
    </html>
  );
}
