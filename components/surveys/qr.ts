import "server-only";
import QRCode from "qrcode";

/** A QR code as SVG text, black on white, with medium error correction. */
export function qrSvg(address: string): Promise<string> {
  return QRCode.toString(address, { type: "svg", margin: 2, errorCorrectionLevel: "M" });
}
