<?php
// What a web server's rewrite rules do for WordPress, for `php -S`: an existing file is itself, the rest is index.php.
// WORDPRESS_BASE is the folder of the site's address, '' or '/berita'.

$base = getenv('WORDPRESS_BASE') ?: '';
$root = $_SERVER['DOCUMENT_ROOT'];
$path = rawurldecode((string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));

if ($base !== '' && $path !== $base && !str_starts_with($path, "$base/")) {
    // Another site lives at the root of this address.
    http_response_code($path === '/' ? 200 : 404);
    header('Content-Type: text/html; charset=UTF-8');
    echo '<!DOCTYPE html><title>Portal</title><p>Bukan WordPress.</p>';
    return true;
}
$file = $root . $path;
if (is_dir($file) && !str_ends_with($path, '/')) {
    header("Location: $path/", true, 301);
    return true;
}
if (is_file($file) || (is_dir($file) && is_file($file . 'index.php'))) {
    return false;
}
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = "$base/index.php";
$_SERVER['SCRIPT_FILENAME'] = "$root$base/index.php";
unset($_SERVER['PATH_INFO']);
chdir("$root$base");
require "$root$base/index.php";
