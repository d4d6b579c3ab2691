"""A real Desk with a believable queue, and a Context that writes down what a page asks of the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bkddesk.desk import Desk
from bkddesk.model.article import Article
from bkddesk.model.clock import format_gmt
from bkddesk.model.comment import Comment, CommentStatus
from bkddesk.model.site import Site
from bkddesk.store.articles import set_state
from bkddesk.store.database import transaction
from bkddesk.ui.context import Bridge, Context, Place
from tests.builders import TurningClock, a_comment, a_desk, an_article, second_connection, site_says

PPPK, KLINIK, SEMARANG, KOPI = 10, 11, 12, 13
_TITLES = {
    PPPK: "Pendaftaran Seleksi PPPK 2026 Dibuka 1 Desember",
    KLINIK: "Klinik Kepegawaian Kini Buka Setiap Kamis",
    SEMARANG: "Empat Puluh Peserta PKA Belajar ke Semarang",
    KOPI: "Kopi Ijen Temani Pameran Layanan Publik",
}
_MANIA = (
    "Mantap infonya min, cobain 𝗦𝗟𝗢𝗧 𝗚𝟰𝗖𝗢𝗥 modal receh langsung WD 🔥 semalam pecah jutaan di 𝗧𝗘𝗥𝗢𝗡𝗚𝟵𝟵𝗫, klik nama "
    "saya ya kak 👍"
)
_BACKLINK = (
    'Great post! Please visit <a href="http://backlink.example.invalid/x">our page</a> for cheap traffic and guest '
    "post, or see http://backlink.example.invalid/harga"
)
_SPACED = "s l o t  d e p o 10rb t a n p a potongan, daftar lewat profil"
_MELATI = (
    "Tolong pemerintah serius memberantas judi slot, tetangga saya sampai jual sawah dan anaknya putus sekolah. Jangan "
    "hanya spanduk."
)
_JAMBU = "Tautan formulir di paragraf terakhir tidak bisa dibuka, muncul halaman 404. Sudah dicoba dari dua ponsel."
_RATNA = "Apakah guru honorer yang belum masuk Dapodik boleh mendaftar tahun ini?"
_TEGAL = "Antrean loket kenaikan pangkat kemarin lama sekali, mohon ditambah petugasnya."
_FIRST: list[tuple[str, str, int, str, str]] = [
    ("gede mania", _MANIA, PPPK, "gede.mania@terong99x.example.invalid",
     "https://terong99x.example.invalid/daftar?ref=bkd"),
    ("sis wd", "Terima kasih infonya kak, semalam pecah di 𝗧𝗘𝗥𝗢𝗡𝗚𝟵𝟵𝗫 🔥", KLINIK,
     "sis.wd@terong99x.example.invalid", "https://terong99x.example.invalid/"),
    ("Jasa Backlink Murah", _BACKLINK, SEMARANG, "halo@backlink.example.invalid", ""),
    ("cuan tiap hari", _SPACED, PPPK, "cuan@cuan.example.invalid", ""),
    ("Bu Melati Sumberwringin", _MELATI, KOPI, "melati@warga.example", ""),
    ("anonim", "Kalau bukan orang dalam jangan berharap lolos. Percuma ikut tes.", PPPK, "", ""),
    ("Pak Jambu", _JAMBU, PPPK, "jambu@warga.example", ""),
    ("Ratna Purnamasenja", _RATNA, PPPK, "ratna@warga.example", ""),
    ("Kang Tegal Waru", _TEGAL, KLINIK, "tegal@warga.example", ""),
]  # fmt: skip
_PEOPLE = (
    "Sari Kenanga", "Joko Wringin", "Bu Arjasa", "Pak Cerme", "Dian Tapen", "Yanto Prajekan", "Nur Botolinggo",
    "Lik Tlogosari", "Mbak Wonosari", "Imam Klabang",
)  # fmt: skip
_QUESTIONS = (
    "Kapan kartu ujian bisa diunduh? Di akun saya tombolnya masih abu-abu.",
    "Mohon jadwal klinik ditambah hari Sabtu, kami yang bekerja sulit datang hari Kamis.",
    "Terima kasih, penjelasannya mudah diikuti.",
    "Apakah surat keterangan sehat harus dari rumah sakit pemerintah?",
    "Berkas saya ditolak tanpa alasan, ke mana harus bertanya?",
    "Selamat untuk para peserta, semoga ilmunya dibawa pulang ke kecamatan.",
    "Nomor telepon di halaman kontak sudah tidak aktif.",
    "Apakah formasi perawat di Puskesmas Tlogosari masih ada?",
)
NOW = datetime(2026, 11, 24, 2, 41, tzinfo=UTC)
"""09.41 in Bondowoso."""


def queue_comments(count: int = 313) -> list[Comment]:
    """Held comments, newest first: nine of their own kind, then citizens' questions; ids count down to 1001."""
    made = []
    moment = datetime(2026, 11, 24, 0, 12, tzinfo=UTC)
    for place in range(count):
        if place < len(_FIRST):
            name, text, post, email, url = _FIRST[place]
        else:
            name, text = _PEOPLE[place % len(_PEOPLE)], _QUESTIONS[place % len(_QUESTIONS)]
            post, email, url = (PPPK, KLINIK, SEMARANG, KOPI)[place % 4], f"{place}@warga.example", ""
        made.append(
            a_comment(
                1000 + count - place,
                post=post, author_name=name, author_email=email, author_url=url, content=text,
                author_ip="203.0.113.45" if "terong" in email or "cuan" in email else f"198.51.100.{place % 250}",
                date_gmt=format_gmt(moment), date=format_gmt(moment + timedelta(hours=7)),
            )
        )  # fmt: skip
        moment -= timedelta(minutes=5 if place < 5 else 600 if place == 5 else 47)
    return made


def past_comments() -> list[Comment]:
    """Comments that were decided before: Pak Jambu is known, the gamblers are too."""
    approved = [
        a_comment(
            number, post=KLINIK, author_name="Pak Jambu", author_email="jambu@warga.example",
            status=CommentStatus.APPROVED, content=f"Sudah saya coba, lancar. Terima kasih ({number}).",
            date_gmt=f"2026-11-{number:02}T03:00:00", date=f"2026-11-{number:02}T10:00:00",
        )
        for number in range(1, 13)
    ]  # fmt: skip
    spam = [
        a_comment(
            100 + number, post=PPPK, author_name=("gede mantul", "cuan tiap hari", "sis wd")[number % 3],
            author_email="gede.mania@terong99x.example.invalid", author_ip="203.0.113.45", status=CommentStatus.SPAM,
            content="Pecah lagi di 𝗧𝗘𝗥𝗢𝗡𝗚𝟵𝟵𝗫, buruan gabung kak", date_gmt=f"2026-11-22T0{number % 10}:00:00",
            date=f"2026-11-22T0{number % 10}:00:00",
        )
        for number in range(36)
    ]  # fmt: skip
    return approved + spam


def articles() -> list[Article]:
    """The four articles that the comments are about."""
    made = []
    for number, title in _TITLES.items():
        article = an_article(number, title=title, excerpt=(
            "Pendaftaran daring dibuka mulai 1 sampai 14 Desember 2026. Pelamar menyiapkan ijazah, transkrip, dan "
            "surat pernyataan bermeterai."
        ))  # fmt: skip
        made.append(replace(article, link=f"https://bkd.example.go.id/?p={number}"))
    return made


@dataclass
class Asked:
    """What a page asked of the window."""

    places: list[Place] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)


def queue_desk(folder: Path, clock: TurningClock | None = None, *, count: int = 313, site: Site | None = None) -> Desk:
    """A Desk whose site has `count` held comments, some decided ones, and four articles."""
    desk = a_desk(folder, clock=clock or TurningClock(NOW), site=site)
    site_says(folder, [*queue_comments(count), *past_comments()], articles())
    db = second_connection(folder)
    with transaction(db):
        set_state(db, "last_sync", "2026-11-24T02:22:00.000+00:00")
    db.close()
    return desk


def make_context(desk: Desk, asked: Asked) -> Context:
    """A Context over a real Desk."""
    bridge = Bridge()
    desk.on_change = bridge.announce

    def at_once(work: Callable[[], object], then: Callable[[object], None]) -> None:
        then(work())

    return Context(
        desk=desk, bridge=bridge, navigate=asked.places.append, open_draft=lambda _: None, open_article=lambda _: None,
        sync_now=lambda: None, open_url=asked.urls.append, say=asked.said.append, show_error=asked.errors.append,
        run_in_background=at_once,
    )  # fmt: skip
