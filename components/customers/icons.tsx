import {
  CircleArrowRight,
  ClipboardPen,
  Crosshair,
  Handshake,
  Headset,
  LifeBuoy,
  Mail,
  MessageCircle,
  MessageSquareText,
  Phone,
  Presentation,
  ReceiptText,
  Shapes,
  Sprout,
  UsersRound,
} from "lucide-react";
import type { ComponentType, ReactNode, SVGProps } from "react";
import type { TimelineKind } from "@/lib/customers/timeline";
import type { InteractionKind, Role } from "@/lib/generated/prisma/enums";

type Icon = ComponentType<SVGProps<SVGSVGElement>>;

const INTERACTIONS: Record<InteractionKind, Icon> = {
  call: Phone,
  visit: Handshake,
  email: Mail,
  chat: MessageCircle,
  meeting: UsersRound,
  demo: Presentation,
  note: ClipboardPen,
  service: Headset,
};

/** Beside a word or with one read out; never alone. */
export function InteractionIcon({ kind, ...rest }: { kind: InteractionKind } & SVGProps<SVGSVGElement>): ReactNode {
  const Found = INTERACTIONS[kind];
  return <Found aria-hidden {...rest} />;
}

const EVENTS: Record<Exclude<TimelineKind, "interaction">, Icon> = {
  order: ReceiptText,
  answer: MessageSquareText,
  case: LifeBuoy,
  lifecycle: CircleArrowRight,
  segment: Shapes,
};

export function EventIcon({ kind }: { kind: Exclude<TimelineKind, "interaction"> }): ReactNode {
  const Found = EVENTS[kind];
  return <Found aria-hidden />;
}

/** Hunters and farmers are told apart by a sign; others by their word alone. */
export function RoleIcon({ role }: { role: Role }): ReactNode {
  if (role === "farmer") return <Sprout aria-hidden className="size-3.5" />;
  if (role === "hunter") return <Crosshair aria-hidden className="size-3.5" />;
  return null;
}
