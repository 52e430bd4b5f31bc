// Lucide icons (ISC licence), only those in use. The wrapper is dropped: Icon.svelte draws its own.
import gauge from 'lucide-static/icons/gauge.svg?raw';
import history from 'lucide-static/icons/history.svg?raw';
import keyRound from 'lucide-static/icons/key-round.svg?raw';
import pencil from 'lucide-static/icons/pencil.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import settings from 'lucide-static/icons/settings-2.svg?raw';
import trash from 'lucide-static/icons/trash-2.svg?raw';
import upload from 'lucide-static/icons/upload.svg?raw';
import userX from 'lucide-static/icons/user-x.svg?raw';
import arrowLeft from 'lucide-static/icons/arrow-left.svg?raw';
import ban from 'lucide-static/icons/ban.svg?raw';
import braces from 'lucide-static/icons/braces.svg?raw';
import calendarClock from 'lucide-static/icons/calendar-clock.svg?raw';
import check from 'lucide-static/icons/check.svg?raw';
import chevronDown from 'lucide-static/icons/chevron-down.svg?raw';
import circleCheck from 'lucide-static/icons/circle-check.svg?raw';
import circleHelp from 'lucide-static/icons/circle-question-mark.svg?raw';
import circleX from 'lucide-static/icons/circle-x.svg?raw';
import clock from 'lucide-static/icons/clock.svg?raw';
import copy from 'lucide-static/icons/copy.svg?raw';
import eye from 'lucide-static/icons/eye.svg?raw';
import eyeOff from 'lucide-static/icons/eye-off.svg?raw';
import globe from 'lucide-static/icons/globe.svg?raw';
import info from 'lucide-static/icons/info.svg?raw';
import keyboard from 'lucide-static/icons/keyboard.svg?raw';
import locate from 'lucide-static/icons/locate-fixed.svg?raw';
import logOut from 'lucide-static/icons/log-out.svg?raw';
import mail from 'lucide-static/icons/mail.svg?raw';
import mapPin from 'lucide-static/icons/map-pin.svg?raw';
import messageWarning from 'lucide-static/icons/message-square-warning.svg?raw';
import moon from 'lucide-static/icons/moon.svg?raw';
import phone from 'lucide-static/icons/phone.svg?raw';
import refresh from 'lucide-static/icons/refresh-cw.svg?raw';
import search from 'lucide-static/icons/search.svg?raw';
import sliders from 'lucide-static/icons/sliders-horizontal.svg?raw';
import store from 'lucide-static/icons/store.svg?raw';
import sun from 'lucide-static/icons/sun.svg?raw';
import sunMoon from 'lucide-static/icons/sun-moon.svg?raw';
import tag from 'lucide-static/icons/tag.svg?raw';
import triangleAlert from 'lucide-static/icons/triangle-alert.svg?raw';
import wrench from 'lucide-static/icons/wrench.svg?raw';
import x from 'lucide-static/icons/x.svg?raw';
import arrowUpDown from 'lucide-static/icons/arrow-up-down.svg?raw';
import clipboardCheck from 'lucide-static/icons/clipboard-check.svg?raw';
import cornerDownLeft from 'lucide-static/icons/corner-down-left.svg?raw';
import fileText from 'lucide-static/icons/file-text.svg?raw';
import headset from 'lucide-static/icons/headset.svg?raw';
import messageCircle from 'lucide-static/icons/message-circle.svg?raw';
import messageSquare from 'lucide-static/icons/message-square.svg?raw';
import packageIcon from 'lucide-static/icons/package.svg?raw';
import paperclip from 'lucide-static/icons/paperclip.svg?raw';
import phoneIncoming from 'lucide-static/icons/phone-incoming.svg?raw';
import phoneMissed from 'lucide-static/icons/phone-missed.svg?raw';
import printer from 'lucide-static/icons/printer.svg?raw';
import scale from 'lucide-static/icons/scale.svg?raw';
import send from 'lucide-static/icons/send.svg?raw';
import shieldCheck from 'lucide-static/icons/shield-check.svg?raw';
import star from 'lucide-static/icons/star.svg?raw';
import timer from 'lucide-static/icons/timer.svg?raw';
import user from 'lucide-static/icons/user.svg?raw';
import users from 'lucide-static/icons/users.svg?raw';
import video from 'lucide-static/icons/video.svg?raw';

const files = {
  arrowLeft, ban, braces, calendarClock, check, chevronDown, circleCheck, circleHelp, circleX, clock,
  copy, eye, eyeOff, globe, info, keyboard, locate, logOut, mail, mapPin, messageWarning, moon, phone, refresh, search, sliders,
  gauge, history, keyRound, pencil, plus, settings, trash, upload, userX,
  store, sun, sunMoon, tag, triangleAlert, wrench, x,
  arrowUpDown, clipboardCheck, cornerDownLeft, fileText, headset, messageCircle, messageSquare, package: packageIcon, paperclip, phoneIncoming, phoneMissed, printer, scale, send, shieldCheck, star, timer, user, users, video,
};

export type IconName = keyof typeof files;

/** What stands inside the `<svg>` of each icon. */
export const drawings = Object.fromEntries(
  Object.entries(files).map(([name, svg]) => [name, svg.replace(/^[^]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '')]),
) as Record<IconName, string>;
