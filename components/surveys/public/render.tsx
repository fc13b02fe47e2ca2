import "server-only";
import type { ReactElement } from "react";
import { PublicDocument } from "./document";
import { HeardLine, heardOf, ThanksHead, type ThanksProps } from "./thanks";

const HEADERS = {
  "Content-Type": "text/html; charset=utf-8",
  "Cache-Control": "no-store",
  // Its own style and script, forms to itself, and nothing else.
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};

type Render = (page: ReactElement) => string;
let render: Render | undefined;

// Imported when used: the bundler refuses react-dom/server in a module that pages share.
const renderer = async (): Promise<Render> => {
  render ??= (await import("react-dom/server")).renderToStaticMarkup;
  return render;
};

/** A page without the framework: plain HTML of the same components. */
export async function htmlResponse(page: ReactElement, status: number): Promise<Response> {
  return new Response(`<!doctype html>${(await renderer())(page)}`, { status, headers: HEADERS });
}

/** As many pieces of HTML as are kept; what they are made of decides how often each comes again. */
const MOST_PIECES = 2_000;
const pieces = new Map<string, string>();

function piece(key: string, make: () => string): string {
  const known = pieces.get(key);
  if (known !== undefined) return known;
  if (pieces.size >= MOST_PIECES) pieces.clear();
  const html = make();
  pieces.set(key, html);
  return html;
}

const PLACE = "<i></i>";

/** What a question's answer looks like said back. Questions of a version that is served stay the same objects. */
const lineOf = new WeakMap<object, Map<number | null, string>>();

export type ThanksPageProps = ThanksProps & { title: string; brandColor: string; workspaceName: string };

/**
 * The page of thanks, which every answer ends with: the same HTML as its components', put together from pieces that
 * come again and again (the frame, the words, "8 of 10" for a question), so that React draws each of them once.
 */
export async function thanksHtml({ title, brandColor, workspaceName, ...given }: ThanksPageProps): Promise<string> {
  const html = await renderer();
  const { words, firstName } = given;
  const { heard, head } = heardOf(given);
  const frame = piece(JSON.stringify([title, brandColor, workspaceName]), () =>
    html(
      <PublicDocument title={title} brandColor={brandColor} workspaceName={workspaceName}>
        <i />
      </PublicDocument>,
    ),
  );
  const at = frame.lastIndexOf(PLACE);
  const top = piece(JSON.stringify([head, firstName]), () =>
    html(<ThanksHead words={words} firstName={firstName} {...head} />),
  );
  const lines = heard.map(({ question, answer }) => {
    const draw = () => html(<HeardLine question={question} answer={answer} />);
    // What people write in their own words does not come again.
    if (answer.text !== null) return draw();
    const known = lineOf.get(question) ?? new Map<number | null, string>();
    lineOf.set(question, known);
    const line = known.get(answer.value) ?? draw();
    known.set(answer.value, line);
    return line;
  });
  const summary = piece(words("thanks.heard"), () => html(<summary>{words("thanks.heard")}</summary>));
  const said = `<details class="wm-who">${summary}<dl class="wm-heard">${lines.join("")}</dl></details>`;
  return `<!doctype html>${frame.slice(0, at)}<main class="wm-thanks">${top}${said}</main>${frame.slice(at + PLACE.length)}`;
}

export async function thanksResponse(props: ThanksPageProps): Promise<Response> {
  return new Response(await thanksHtml(props), { status: 200, headers: HEADERS });
}
